import type { Problems } from './ExportVerification';

/**
 * The period that an export was asked for, by when events occurred.
 *
 * @remarks
 * The portal finds a period's first and last event in its database, so nothing in an export proves that there was none before
 * or after. What is proven is the range.
 *
 * @public
 */
export interface ExportPeriod {
  /** RFC 3339, UTC, inclusive; absent for the beginning of the log. */
  from?: string;
  /** RFC 3339, UTC, exclusive; absent for the end of the log. */
  to?: string;
}

/**
 * Compares the instants that events state themselves with the period that the header claims: the first and the last one have to
 * lie in it, as they are why the range is what it is. Between them, events that were told late may not.
 *
 * @internal
 */
export class PeriodChecker {
  readonly #claimed: { from: number; to: number; period: ExportPeriod };
  readonly #problems: Problems;
  /** Events of the range that occurred outside of the period. */
  outside = 0;

  static create(
    claimed: { from: number; to: number; period: ExportPeriod },
    problems: Problems,
  ): PeriodChecker {
    return new PeriodChecker(claimed, problems);
  }

  private constructor(
    claimed: { from: number; to: number; period: ExportPeriod },
    problems: Problems,
  ) {
    this.#claimed = claimed;
    this.#problems = problems;
  }

  check(seq: number, occurredAt: string, line: number): void {
    const { from, to, period } = this.#claimed;
    const instant = Date.parse(occurredAt);
    const within =
      (period.from === undefined || instant >= Date.parse(period.from)) &&
      (period.to === undefined || instant < Date.parse(period.to));
    if (within) {
      return;
    }
    this.outside += 1;
    if (seq === from || seq === to - 1) {
      this.#problems.add({
        at: 'event',
        seq,
        line,
        message: `Event ${seq} bounds the export and occurred at ${occurredAt}, outside of the period that was asked for: the portal does not find events by what they say`,
      });
    }
  }
}
