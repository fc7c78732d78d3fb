import { formatTogether } from './formatNumber';

/** One side that a value has to stay on. @internal */
export interface Bound {
  min?: number;
  max?: number;
}

/** The number itself. Policies are validated to set exactly one. @internal */
export function limitOf({ min, max }: Bound): number {
  const limit = min ?? max;
  if (limit === undefined) {
    throw new TypeError('A bound needs min or max');
  }
  return limit;
}

/** Written so that NaN is outside. @internal */
export function isWithin(bound: Bound, value: number): boolean {
  return bound.min === undefined ? value <= limitOf(bound) : value >= bound.min;
}

/** For example "0.74 is below 0.80". @internal */
export function compareWithBound(
  bound: Bound,
  value: number,
  unit?: string,
): { expected: string; actual: string; clause: string } {
  const [actual, limit] = formatTogether([value, limitOf(bound)], unit);
  const lower = bound.min !== undefined;
  const relation = isWithin(bound, value)
    ? `is at ${lower ? 'least' : 'most'}`
    : `is ${lower ? 'below' : 'above'}`;
  return {
    expected: `${lower ? '≥' : '≤'} ${limit}`,
    actual,
    clause: `${actual} ${relation} ${limit}`,
  };
}
