// Peter J. Acklam's rational approximation of the inverse normal distribution function, relative error below 1.15e-9.
const CENTRE_NUMERATOR = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269,
  -30.66479806614716, 2.506628277459239,
];
const CENTRE_DENOMINATOR = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
  -13.28068155288572, 1,
];
const TAIL_NUMERATOR = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838,
  -2.549732539343734, 4.374664141464968, 2.938163982698783,
];
const TAIL_DENOMINATOR = [
  0.007784695709041462, 0.3224671290700398, 2.445134137142996,
  3.754408661907416, 1,
];
const TAIL = 0.02425;

/**
 * The value below which a standard normal variable falls with probability `p`.
 *
 * @param p - between 0 and 1, exclusive
 *
 * @internal
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    throw new RangeError(`A probability between 0 and 1 is needed, not ${p}`);
  }
  if (p < TAIL) {
    return tail(Math.sqrt(-2 * Math.log(p)));
  }
  if (p > 1 - TAIL) {
    return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    (q * polynomial(CENTRE_NUMERATOR, r)) / polynomial(CENTRE_DENOMINATOR, r)
  );
}

/**
 * How many standard errors a two-sided interval reaches to each side.
 *
 * @param confidence - between 0 and 1, exclusive
 *
 * @internal
 */
export function criticalValue(confidence: number): number {
  return normalQuantile(0.5 + confidence / 2);
}

function tail(q: number): number {
  return polynomial(TAIL_NUMERATOR, q) / polynomial(TAIL_DENOMINATOR, q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) {
    sum = sum * x + coefficient;
  }
  return sum;
}
