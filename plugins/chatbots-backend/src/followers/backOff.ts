import { toInstant } from '../database/Clock';

/** Pauses that grow with each failure in a row, in milliseconds. */
export interface BackOff {
  firstMs: number;
  /** How often the next pause holds the one before. */
  factor: number;
  longestMs: number;
}

/** Pauses between attempts to tell another plugin something. */
const TELLING: BackOff = {
  firstMs: 2000,
  factor: 2,
  longestMs: 10 * 60_000,
};

/** The instant of the next attempt after some failures in a row, the first being 1. */
export function nextAttempt(
  failures: number,
  now: Date,
  { firstMs, factor, longestMs }: BackOff = TELLING,
): string {
  const pause = Math.min(
    firstMs * factor ** Math.min(failures - 1, 20),
    longestMs,
  );
  return toInstant(new Date(now.getTime() + pause));
}
