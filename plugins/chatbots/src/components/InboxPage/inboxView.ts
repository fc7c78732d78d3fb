import { durationText } from '../../view';

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

/** Less time than this to decide is worth a warning, in milliseconds. */
const SOON = 24 * 60 * 60_000;

/** How much time is left to decide. @internal */
export interface TimeLeft {
  /** In words; undefined where the time is over. */
  text: string | undefined;
  soon: boolean;
}

/**
 * Time until a promotion expires.
 *
 * @param now - milliseconds since the epoch.
 *
 * @internal
 */
export function timeLeft(expiresAt: string, now: number): TimeLeft {
  const left = Date.parse(expiresAt) - now;
  return left > 0
    ? { text: durationText(left), soon: left < SOON }
    : { text: undefined, soon: true };
}
