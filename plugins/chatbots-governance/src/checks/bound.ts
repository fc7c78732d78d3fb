import { z } from 'zod';
import { policyFields } from '../policy';
import { formatTogether } from './formatNumber';
import { judgedFields } from './judgedEvidence';

/** One side that a value has to stay on. @internal */
export interface Bound {
  min?: number;
  max?: number;
}

/** Fields of a rule that sets a bound on a metric. @internal */
export const boundFields = {
  suite: policyFields.name,
  metric: policyFields.name,
  min: policyFields.number.optional(),
  max: policyFields.number.optional(),
  minimumSamples: policyFields.samples.optional(),
  ...judgedFields,
};

/** Refuses a rule that sets no bound, or two. @internal */
export function oneBound(bound: Bound, context: z.RefinementCtx): void {
  if ((bound.min === undefined) === (bound.max === undefined)) {
    context.addIssue({
      code: 'custom',
      message: 'needs exactly one of min and max',
    });
  }
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
