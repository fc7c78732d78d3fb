/** The nearest-rank percentile: a value that was measured, never one between two. */
export function percentile(values: readonly number[], part: number): number {
  if (values.length === 0) {
    throw new Error('Nothing was measured');
  }
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}
