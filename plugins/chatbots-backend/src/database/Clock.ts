/** Tells the time. Injected, so that example histories and tests can say when something happened. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** The form in which instants are stored: RFC 3339, UTC, milliseconds. Sorts as text. */
export function toInstant(date: Date): string {
  return date.toISOString();
}
