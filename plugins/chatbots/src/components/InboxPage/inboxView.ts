/** Tabs of the inbox, in the order shown; the first one is the fallback. @internal */
export const INBOX_VIEWS = ['decide', 'requested', 'all'] as const;

/** A tab of the inbox, as the API names its views. @internal */
export type InboxView = (typeof INBOX_VIEWS)[number];

/** What each tab asks for among the proposals of facts, as the API names its views. @internal */
export const FACTS_VIEWS = {
  decide: 'decide',
  requested: 'proposed',
  all: 'all',
} as const satisfies Record<InboxView, string>;

/** How much time is left to decide. @internal */
export interface TimeLeft {
  unit: 'days' | 'hours' | 'minutes' | 'none';
  count: number;
  /** Less than a day: worth a warning. */
  soon: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Time until a promotion expires, rounded down so that the page never
 * promises more than there is.
 *
 * @param now - milliseconds since the epoch.
 *
 * @internal
 */
export function timeLeft(expiresAt: string, now: number): TimeLeft {
  const left = Date.parse(expiresAt) - now;
  if (!(left > 0)) {
    return { unit: 'none', count: 0, soon: true };
  }
  if (left >= 2 * DAY) {
    return { unit: 'days', count: Math.floor(left / DAY), soon: false };
  }
  if (left >= HOUR) {
    return {
      unit: 'hours',
      count: Math.floor(left / HOUR),
      soon: left < DAY,
    };
  }
  return {
    unit: 'minutes',
    count: Math.max(1, Math.floor(left / MINUTE)),
    soon: true,
  };
}
