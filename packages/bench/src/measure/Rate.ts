/** One round under load: how long it took as a whole, and each request, in milliseconds. */
export interface Round {
  elapsed: number;
  times: number[];
}

/** Adds rounds up. */
export class Rate {
  #elapsed = 0;
  readonly times: number[] = [];

  add({ elapsed, times }: Round): void {
    this.#elapsed += elapsed;
    this.times.push(...times);
  }

  perSecond(): number {
    return (this.times.length / this.#elapsed) * 1000;
  }
}
