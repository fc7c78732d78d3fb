const DAY_MS = 24 * 3600_000;
const MINUTE_MS = 60_000;

/** The clock of one part of the history: starts in the past and moves by some minutes each time it is asked. */
export class DemoClock {
  readonly #now: Date;
  #time: number;

  constructor(now: Date, daysAgo: number) {
    this.#now = now;
    this.#time = now.getTime() - daysAgo * DAY_MS;
  }

  /** The instant of what happens next. Never in the future. */
  next(minutes = 5): Date {
    this.#time += minutes * MINUTE_MS;
    return new Date(Math.min(this.#time, this.#now.getTime()));
  }
}
