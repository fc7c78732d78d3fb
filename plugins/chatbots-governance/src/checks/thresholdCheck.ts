import {
  ConfidenceInterval,
  SampleScore,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';
import { PolicyCheckBase, policyFields } from '../policy';
import {
  boundFields,
  compareWithBound,
  isWithin,
  limitOf,
  oneBound,
} from './bound';
import { CheckFinding, defineCheck, FactsOf } from './CheckDefinition';
import { formatTogether } from './formatNumber';
import { evidenceFor, isAskedOf, JudgedCheck } from './judgedEvidence';
import { scoresOf } from './scores';
import { samplesNeeded, spreadOf } from './spread';

/**
 * A metric stays on the right side of a number.
 *
 * @public
 */
export type ThresholdCheck = PolicyCheckBase &
  JudgedCheck & {
    /** Name of this type of check. */
    type: 'threshold';
    /** Smallest value accepted. Exactly one of `min` and `max` is set. */
    min?: number;
    /** Largest value accepted. */
    max?: number;
    /** With fewer samples there is no telling. */
    minimumSamples?: number;
    /** Asks that the whole confidence interval is on the right side, for example 0.95. */
    confidence?: number;
    /** What an evaluation without the metric is. Default `fail`. */
    whenMissing?: 'fail' | 'inconclusive';
  };

/** The check, as it registers. @internal */
export const thresholdDefinition = defineCheck<ThresholdCheck, 'evaluations'>({
  type: 'threshold',
  version: '1',
  schema: z
    .strictObject({
      ...boundFields,
      confidence: policyFields.confidence.optional(),
      whenMissing: z.enum(['fail', 'inconclusive']).optional(),
    })
    .superRefine(oneBound),
  needs: ['evaluations'],
  describe,
  evaluate: thresholdCheck,
  thresholds: ({ suite, metric, min, max }) => [
    {
      suite,
      metric,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    },
  ],
  samplesNeeded: ({ suite, confidence }) => ({
    suites: confidence === undefined ? [] : [suite],
  }),
  evaluateReport: (check, evaluation, samples) =>
    check.suite === evaluation.suite && isAskedOf(check, evaluation)
      ? evaluateThreshold(check, evaluation, samples)
      : undefined,
});

function thresholdCheck(
  check: ThresholdCheck,
  input: FactsOf<'evaluations'>,
): CheckFinding {
  const found = evidenceFor(check, input);
  if (!found.evaluation) {
    return { ...describe(check), ...found.finding };
  }
  const { evaluation } = found;
  return evaluateThreshold(check, evaluation, input.samples?.[evaluation.id]);
}

/** Evaluates the check on one given evaluation. */
function evaluateThreshold(
  check: ThresholdCheck,
  evaluation: EvaluationEvidence,
  samples: readonly SampleScore[] | undefined,
): CheckFinding {
  const { minimumSamples = 1, confidence } = check;
  const evaluationId = evaluation.id;
  const metric = evaluation.metrics.find(({ name }) => name === check.metric);
  if (!metric) {
    return {
      ...describe(check),
      outcome: check.whenMissing ?? 'fail',
      actual: 'missing',
      reason: `The evaluation of ${check.suite} does not report ${check.metric}`,
      reasonCode: 'metric-missing',
      evaluationId,
    };
  }
  const { value, unit, sampleCount } = metric;
  const { expected, actual, clause } = compareWithBound(check, value, unit);
  const found = { ...describe(check), expected, evaluationId };
  const counted = `n = ${sampleCount}`;
  if (sampleCount < minimumSamples) {
    return {
      ...found,
      outcome: 'inconclusive',
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${actual}: too few samples to tell (needs ${minimumSamples}, has ${sampleCount})`,
      reasonCode: 'too-few-samples',
      neededSamples: minimumSamples,
    };
  }
  if (!isWithin(check, value)) {
    return {
      ...found,
      outcome: 'fail',
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${clause} (${counted})`,
      reasonCode: 'threshold-not-met',
    };
  }
  if (confidence === undefined) {
    return {
      ...found,
      outcome: 'pass',
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${clause} (${counted})`,
      reasonCode: 'rule-met',
    };
  }

  const scores = scoresOf(metric, samples);
  const spread = spreadOf(metric, scores && [...scores.values()], {
    seed: `${evaluation.contentDigest} ${check.metric}`,
    confidence,
  });
  if (!spread) {
    return {
      ...found,
      outcome: 'inconclusive',
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${clause}, but no scores that differ and no standard deviation say how sure that is`,
      reasonCode: 'spread-missing',
    };
  }
  const { interval } = spread;
  const [low, high] = formatTogether([interval.lower, interval.upper], unit);
  const range = `${percent(confidence)} between ${low} and ${high}`;
  const accepts = ({ lower, upper }: ConfidenceInterval) =>
    isWithin(check, lower) && isWithin(check, upper);
  if (accepts(interval)) {
    return {
      ...found,
      outcome: 'pass',
      actual: `${actual} (${range}, ${counted})`,
      reason: `${check.metric} ${clause} (${range}, ${counted})`,
      reasonCode: 'rule-met',
      interval,
    };
  }
  const neededSamples = samplesNeeded(spread, sampleCount, accepts);
  return {
    ...found,
    outcome: 'inconclusive',
    actual: `${actual} (${range}, ${counted})`,
    reason: `${
      check.metric
    } ${clause}, but may as well be beyond it (${range}): too few samples to tell (${
      neededSamples ? `needs about ${neededSamples}, ` : ''
    }has ${sampleCount})`,
    reasonCode: 'too-few-samples',
    interval,
    ...(neededSamples && { neededSamples }),
  };
}

function describe(check: ThresholdCheck) {
  return {
    title: `${check.metric} in ${check.suite}`,
    expected: compareWithBound(check, limitOf(check)).expected,
  };
}

/** @internal */
export function percent(confidence: number): string {
  return `${Number((confidence * 100).toFixed(2))} %`;
}
