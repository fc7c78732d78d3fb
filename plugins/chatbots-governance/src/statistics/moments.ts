/**
 * Arithmetic mean.
 *
 * @public
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) {
    throw new RangeError('The mean of no values is not defined');
  }
  // Divided first: a sum of large finite values may overflow, their mean can't. A second pass takes out the rounding.
  let rough = 0;
  for (const value of values) {
    rough += value / values.length;
  }
  let correction = 0;
  for (const value of values) {
    correction += (value - rough) / values.length;
  }
  return rough + correction;
}

/**
 * Standard deviation of a sample (n − 1 in the denominator), or undefined for fewer than two values.
 *
 * @public
 */
export function standardDeviation(
  values: readonly number[],
): number | undefined {
  if (values.length < 2) {
    return undefined;
  }
  const centre = mean(values);
  let squares = 0;
  for (const value of values) {
    squares += (value - centre) ** 2;
  }
  return Math.sqrt(squares / (values.length - 1));
}
