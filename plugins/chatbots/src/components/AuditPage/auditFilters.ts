import { optionalText } from '../../hooks';

/** Filters of the audit page as the URL keeps them. @internal */
export interface AuditFilters {
  /** First day, `yyyy-mm-dd`, counted in UTC. */
  from?: string;
  /** Last day, included, `yyyy-mm-dd`, counted in UTC. */
  to?: string;
  /** Name of one chatbot, as links have it. */
  chatbot?: string;
  /** Words of the chatbot's name or title, as people type them. */
  search?: string;
  type?: string;
  actor?: string;
}

/** The same filters as the API takes them: instants, the end exclusive. @internal */
export interface AuditQuery {
  from?: string;
  to?: string;
  chatbot?: string;
  search?: string;
  type?: string;
  actor?: string;
}

/** Periods offered as one click. @internal */
export const AUDIT_PRESETS = [
  'today',
  'week',
  'month',
  'quarter',
  'all',
] as const;

/** A period offered as one click. @internal */
export type AuditPreset = (typeof AUDIT_PRESETS)[number];

const DAY = 24 * 60 * 60 * 1000;
const CHATBOT = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** No longer than the API takes it. */
const SEARCH = optionalText(200);
const ENTITY_REF = /^[a-z]+:[^\s/]+\/[^\s/]+$/i;

/**
 * Reads filters from the URL. Values that could not be sent are dropped, so a
 * hand-made link shows more events rather than an error.
 *
 * @internal
 */
export function filtersOf(params: URLSearchParams): AuditFilters {
  const from = dayOf(params.get('from'));
  const to = dayOf(params.get('to'));
  const chatbot = params.get('chatbot') ?? '';
  const actor = params.get('actor') ?? '';
  const swapped = from !== undefined && to !== undefined && from > to;
  return withoutEmpty({
    from: swapped ? to : from,
    to: swapped ? from : to,
    chatbot: isChatbot(chatbot) ? chatbot : undefined,
    search: SEARCH.parse(params.get('search') ?? undefined),
    type: params.get('type') || undefined,
    actor: isActor(actor) ? actor : undefined,
  });
}

/** Whether the API takes it as a chatbot's name. */
function isChatbot(text: string): boolean {
  return CHATBOT.test(text);
}

/** Whether the API takes it as an actor. */
function isActor(text: string): boolean {
  return ENTITY_REF.test(text);
}

/** The actor that somebody wrote: a whole ref, or a user's name alone. @internal */
export function actorOf(text: string): string {
  const name = text.replace(/\s+/g, '-');
  return isActor(name) ? name : `user:default/${name.replace(/[:/]/g, '-')}`;
}

/** Turns filters into the API's query. @internal */
export function queryOf(filters: AuditFilters): AuditQuery {
  return withoutEmpty({
    ...filters,
    from: filters.from && `${filters.from}T00:00:00.000Z`,
    to:
      filters.to &&
      new Date(Date.parse(`${filters.to}T00:00:00Z`) + DAY).toISOString(),
  });
}

/**
 * First and last day of a preset.
 *
 * @param now - milliseconds since the epoch.
 *
 * @internal
 */
export function presetPeriod(
  preset: AuditPreset,
  now: number,
): Pick<AuditFilters, 'from' | 'to'> {
  const today = day(now);
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'week':
      return { from: day(now - 6 * DAY), to: today };
    case 'month':
      return { from: day(now - 29 * DAY), to: today };
    case 'quarter': {
      const date = new Date(now);
      const first = Math.floor(date.getUTCMonth() / 3) * 3;
      return {
        from: day(Date.UTC(date.getUTCFullYear(), first, 1)),
        to: today,
      };
    }
    default:
      return {};
  }
}

/** The preset that gives these filters' period, if one does. @internal */
export function presetOf(
  filters: AuditFilters,
  now: number,
): AuditPreset | undefined {
  return AUDIT_PRESETS.find(preset => {
    const period = presetPeriod(preset, now);
    return period.from === filters.from && period.to === filters.to;
  });
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function dayOf(value: string | null): string | undefined {
  if (!value || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return undefined;
  }
  const time = Date.parse(`${value}T00:00:00Z`);
  // Date.parse rolls 31 February over to March; the round trip finds it.
  return Number.isNaN(time) || day(time) !== value ? undefined : value;
}

function withoutEmpty<T extends object>(value: T): T {
  const entries = Object.entries(value).filter(([, entry]) => entry);
  return Object.fromEntries(entries) as T;
}
