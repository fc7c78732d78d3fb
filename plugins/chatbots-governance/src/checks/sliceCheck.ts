import {
  MetricSlice,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';
import { PolicyCheckBase } from '../policy';
import {
  boundFields,
  compareWithBound,
  isWithin,
  limitOf,
  oneBound,
} from './bound';
import { CheckFinding, defineCheck, FactsOf } from './CheckDefinition';
import { evidenceFor, isAskedOf, JudgedCheck } from './judgedEvidence';

/**
 * A metric stays on the right side of a number in the worst part of the dataset.
 *
 * @public
 */
export type SliceCheck = PolicyCheckBase &
  JudgedCheck & {
    /** Name of this type of check. */
    type: 'worst-slice';
    /** Smallest value accepted. Exactly one of `min` and `max` is set. */
    min?: number;
    /** Largest value accepted. */
    max?: number;
    /** With fewer samples in a slice there is no telling about it. */
    minimumSamples?: number;
  };

/** The check, as it registers. @internal */
export const sliceDefinition = defineCheck<SliceCheck, 'evaluations'>({
  type: 'worst-slice',
  version: '1',
  schema: z.strictObject(boundFields).superRefine(oneBound),
  needs: ['evaluations'],
  describe,
  evaluate: sliceCheck,
  evaluateReport: (check, evaluation) =>
    check.suite === evaluation.suite && isAskedOf(check, evaluation)
      ? evaluateSlices(check, evaluation)
      : undefined,
});

function sliceCheck(
  check: SliceCheck,
  input: FactsOf<'evaluations'>,
): CheckFinding {
  const found = evidenceFor(check, input);
  return found.evaluation
    ? evaluateSlices(check, found.evaluation)
    : { ...describe(check), ...found.finding };
}

/** Evaluates the check on one given evaluation. */
function evaluateSlices(
  check: SliceCheck,
  evaluation: EvaluationEvidence,
): CheckFinding {
  const { minimumSamples = 1 } = check;
  const evaluationId = evaluation.id;
  const unit = evaluation.metrics.find(
    ({ name }) => name === check.metric,
  )?.unit;
  const slices = evaluation.slices
    .filter(({ metric }) => metric === check.metric)
    .sort((a, b) =>
      check.min === undefined ? b.value - a.value : a.value - b.value,
    );
  if (slices.length === 0) {
    return {
      ...describe(check),
      outcome: 'fail',
      actual: 'missing',
      reason: `The evaluation of ${check.suite} does not report ${check.metric} by slice`,
      reasonCode: 'slice-missing',
      evaluationId,
    };
  }
  const told = slices.filter(slice => slice.sampleCount >= minimumSamples);
  const failing = told.find(slice => !isWithin(check, slice.value));
  if (failing) {
    const { clause, expected, actual } = compare(failing);
    return {
      ...describe(check),
      expected,
      outcome: 'fail',
      actual,
      reason: `Slice "${failing.slice}": ${check.metric} ${clause} (n = ${failing.sampleCount})`,
      reasonCode: 'threshold-not-met',
      evaluationId,
    };
  }
  const small = slices.find(slice => slice.sampleCount < minimumSamples);
  if (small) {
    const { expected, actual } = compare(small);
    return {
      ...describe(check),
      expected,
      outcome: 'inconclusive',
      actual,
      reason: `Slice "${small.slice}": ${check.metric} ${actual}: too few samples to tell (needs ${minimumSamples}, has ${small.sampleCount})`,
      reasonCode: 'too-few-samples',
      neededSamples: minimumSamples,
      evaluationId,
    };
  }
  const [worst] = slices;
  const { clause, expected, actual } = compare(worst);
  return {
    ...describe(check),
    expected,
    outcome: 'pass',
    actual,
    reason: `Worst of ${slices.length} slices "${worst.slice}": ${check.metric} ${clause} (n = ${worst.sampleCount})`,
    reasonCode: 'rule-met',
    evaluationId,
  };

  function compare({ value }: MetricSlice) {
    return compareWithBound(check, value, unit);
  }
}

function describe(check: SliceCheck) {
  return {
    title: `Worst slice of ${check.metric} in ${check.suite}`,
    expected: compareWithBound(check, limitOf(check)).expected,
  };
}
