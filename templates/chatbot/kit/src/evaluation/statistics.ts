/** Arithmetic mean; NaN for no values, which no report accepts. */
export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (n - 1 in the denominator); 0 for fewer than two values. */
export function standardDeviation(values: number[]): number {
  if (values.length < 2) {
    return 0;
  }
  const centre = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0) /
      (values.length - 1),
  );
}

/** Nearest-rank percentile, `share` between 0 and 1. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Six digits are more than any dataset's size supports, and keep reports readable. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
