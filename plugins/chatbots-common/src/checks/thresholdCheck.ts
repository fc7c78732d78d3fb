import { Evaluation, SampleScore } from '../model';
import { ThresholdCheck } from '../policy';
import { bootstrapMean, wilsonInterval } from '../statistics';
import { criticalValue } from '../statistics/normalQuantile';
import { compareWithBound, isWithin, limitOf } from './bound';
import { CheckInput } from './CheckInput';
import { Finding } from './Finding';
import { formatTogether } from './formatNumber';
import { scoresOf } from './scores';
import { missingEvidence, selectEvaluation } from './selectEvaluation';

/** @internal */
export function thresholdCheck(
  check: ThresholdCheck,
  input: CheckInput,
): Finding {
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence,
  );
  if (!selection.evaluation) {
    return {
      ...describe(check),
      ...missingEvidence(selection, check.suite),
    };
  }
  const { evaluation } = selection;
  return judgeThreshold(check, evaluation, input.samples?.[evaluation.id]);
}

/** Judges one given evaluation. @internal */
export function judgeThreshold(
  check: ThresholdCheck,
  evaluation: Evaluation,
  samples: readonly SampleScore[] | undefined,
): Finding {
  const { minimumSamples = 1, confidence } = check;
  const evaluationId = evaluation.id;
  const metric = evaluation.metrics.find(({ name }) => name === check.metric);
  if (!metric) {
    return {
      ...describe(check),
      outcome: 'fail',
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

  const spread = spreadOf(check, evaluation, samples, confidence);
  if (!spread) {
    return {
      ...found,
      outcome: 'inconclusive',
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${clause}, but without per-sample scores or a standard deviation nothing says how sure that is`,
      reasonCode: 'spread-missing',
    };
  }
  const { interval, deviation } = spread;
  const [low, high] = formatTogether([interval.lower, interval.upper], unit);
  const range = `${percent(confidence)} between ${low} and ${high}`;
  const whole =
    isWithin(check, interval.lower) && isWithin(check, interval.upper);
  if (whole) {
    return {
      ...found,
      outcome: 'pass',
      actual: `${actual} (${range}, ${counted})`,
      reason: `${check.metric} ${clause} (${range}, ${counted})`,
      reasonCode: 'rule-met',
      interval,
    };
  }
  const distance = Math.abs(value - limitOf(check));
  const estimate = Math.ceil(
    ((criticalValue(confidence) * deviation) / distance) ** 2,
  );
  const neededSamples = Number.isSafeInteger(estimate)
    ? Math.max(estimate, sampleCount + 1)
    : undefined;
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

/** The best interval that the report allows: from per-sample scores, else from the deviation, else from a share of n. */
function spreadOf(
  check: ThresholdCheck,
  evaluation: Evaluation,
  samples: readonly SampleScore[] | undefined,
  confidence: number,
) {
  const metric = evaluation.metrics.find(({ name }) => name === check.metric)!;
  const { value, sampleCount, standardDeviation, unit } = metric;
  const scores = scoresOf(metric, samples);
  if (scores) {
    const result = bootstrapMean([...scores.values()], {
      seed: `${evaluation.digest} ${check.metric}`,
      confidence,
    });
    if (result) {
      return {
        interval: result.interval,
        deviation: deviationOf([...scores.values()], result.estimate),
      };
    }
  }
  if (standardDeviation !== undefined && sampleCount > 1) {
    const reach =
      (criticalValue(confidence) * standardDeviation) / Math.sqrt(sampleCount);
    return {
      interval: { lower: value - reach, upper: value + reach, confidence },
      deviation: standardDeviation,
    };
  }
  if (unit === 'ratio' && value >= 0 && value <= 1) {
    // No variable between 0 and 1 spreads wider around its mean than a yes or no does.
    return {
      interval: wilsonInterval({ proportion: value, sampleCount, confidence }),
      deviation: Math.sqrt(value * (1 - value)),
    };
  }
  return undefined;
}

function deviationOf(scores: readonly number[], centre: number): number {
  return Math.sqrt(
    scores.reduce((sum, score) => sum + (score - centre) ** 2, 0) /
      (scores.length - 1),
  );
}

/** @internal */
export function percent(confidence: number): string {
  return `${Number((confidence * 100).toFixed(2))} %`;
}
