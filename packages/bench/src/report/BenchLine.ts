/** A measured size with its unit. */
export interface Measured {
  value: number;
  unit: 'ms' | '/s' | 'MiB';
}

/** One comparison of one bench. */
export interface BenchLine {
  /** What was measured, for example `catalog freshness, version, p95`. */
  name: string;
  baseline: Measured;
  ours: Measured;
  /** Largest ratio that is good enough, where one was agreed. */
  target?: number;
}

/** How many times the baseline's cost: for a rate, how many times slower. */
export function ratioOf({ baseline, ours }: BenchLine): number {
  return ours.unit === '/s'
    ? baseline.value / ours.value
    : ours.value / baseline.value;
}

/** Whether a line has a target and misses it. A ratio that is no number misses every target. */
export function isMissed(line: BenchLine): boolean {
  return line.target !== undefined && !(ratioOf(line) <= line.target);
}
