import {
  MetricValue,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';
import { PolicyCheckBase, policyFields } from '../policy';
import { BootstrapResult } from '../statistics';
import { CheckFinding, defineCheck, FactsOf } from './CheckDefinition';
import { CheckBaseline } from './CheckInput';
import { formatChange, formatNumber, formatTogether } from './formatNumber';
import { evidenceFor, JudgedCheck, judgedFields } from './judgedEvidence';
import { pairScores, scoresOf } from './scores';
import { latestFirst } from './selectEvaluation';
import { refuseEvaluation } from './acceptEvaluation';
import { measurementChanges, measurementOf } from '../compare/comparability';
import { pairedSpread } from './spread';
import { percent } from './thresholdCheck';

/**
 * A metric is not worse than that of the version that runs in the stage.
 *
 * @public
 */
export type RegressionCheck = PolicyCheckBase &
  JudgedCheck & {
    /** Name of this type of check. */
    type: 'regression';
    /** How much worse it may be: in the metric's unit, or as a share of the baseline's value. Exactly one is set. */
    tolerance: { absolute?: number; relative?: number };
    /** With fewer samples there is no telling. */
    minimumSamples?: number;
    /** Asks for proof, at this confidence, that it is not worse: the whole interval of the paired difference is within the tolerance. */
    confidence?: number;
  };

/** Used to tell a real drop from chance when the policy does not name a confidence. */
const USUAL_CONFIDENCE = 0.95;

type Needs = 'evaluations' | 'baseline' | 'version';

const { name, number, samples, confidence } = policyFields;

/** The check, as it registers. @internal */
export const regressionDefinition = defineCheck<RegressionCheck, Needs>({
  type: 'regression',
  version: '1',
  schema: z.strictObject({
    suite: name,
    metric: name,
    tolerance: z
      .strictObject({
        absolute: number.pipe(z.number().min(0)).optional(),
        relative: number.pipe(z.number().min(0).max(1)).optional(),
      })
      .refine(
        ({ absolute, relative }) =>
          (absolute === undefined) !== (relative === undefined),
        { error: 'needs exactly one of absolute and relative' },
      ),
    minimumSamples: samples.optional(),
    confidence: confidence.optional(),
    ...judgedFields,
  }),
  needs: ['evaluations', 'baseline', 'version'],
  describe: check => describe(check, undefined),
  evaluate: regressionCheck,
  samplesNeeded: ({ suite }) => ({ suites: [suite], baselineSuites: [suite] }),
});

function describe(check: RegressionCheck, baseline: CheckBaseline | undefined) {
  return {
    title: `${check.metric} in ${check.suite} against what runs now`,
    expected: `not worse than ${
      baseline?.version ?? 'what runs now'
    } by more than ${toleranceText(check)}`,
  };
}

function regressionCheck(
  check: RegressionCheck,
  input: FactsOf<Needs>,
): CheckFinding {
  const { baseline } = input;
  const found = describe(check, baseline);
  if (!baseline) {
    return {
      ...found,
      outcome: 'not-applicable',
      actual: 'no baseline',
      reason: `Nothing runs in ${input.rules.stage} yet, so there is nothing to fall behind`,
      reasonCode: 'no-baseline',
    };
  }
  if (baseline.digest === input.version.digest) {
    return {
      ...found,
      outcome: 'not-applicable',
      actual: 'the same version',
      reason: `${baseline.version} runs in ${input.rules.stage} and is this very version`,
      reasonCode: 'same-version',
    };
  }
  const evidence = evidenceFor(check, input);
  if (!evidence.evaluation) {
    return { ...found, ...evidence.finding };
  }
  const { evaluation } = evidence;
  const metric = metricOf(evaluation, check.metric);
  if (!metric) {
    return {
      ...found,
      outcome: 'fail',
      actual: 'missing',
      reason: `The evaluation of ${check.suite} does not report ${check.metric}`,
      reasonCode: 'metric-missing',
      evaluationId: evaluation.id,
    };
  }
  const reference = comparableEvaluation(
    check,
    evaluation,
    metric,
    input,
    baseline,
  );
  if (!reference) {
    return {
      ...found,
      outcome: 'inconclusive',
      actual: formatNumber(metric.value, metric.unit),
      reason: `${baseline.version}, which runs in ${input.rules.stage}, has no accepted evaluation of ${check.suite} over ${evaluation.datasetName} ${evaluation.datasetRevision} by the same judge; make one with: npm run evaluate -- --version ${baseline.version}`,
      reasonCode: 'baseline-not-comparable',
      evaluationId: evaluation.id,
    };
  }
  const finding = compare(check, input, {
    evaluation,
    metric,
    reference,
    referenceMetric: metricOf(reference, check.metric)!,
    baseline,
  });
  return {
    ...found,
    ...finding,
    evaluationId: evaluation.id,
    baselineEvaluationId: reference.id,
  };
}

interface Compared {
  evaluation: EvaluationEvidence;
  metric: MetricValue;
  reference: EvaluationEvidence;
  referenceMetric: MetricValue;
  baseline: CheckBaseline;
}

function compare(
  check: RegressionCheck,
  input: FactsOf<Needs>,
  { evaluation, metric, reference, referenceMetric, baseline }: Compared,
): Omit<CheckFinding, 'title' | 'expected'> & { expected: string } {
  const { unit } = metric;
  const sign = metric.direction === 'lower-is-better' ? -1 : 1;
  const change = metric.value - referenceMetric.value;
  const gain = sign * change;
  const tolerance =
    check.tolerance.absolute ??
    (check.tolerance.relative ?? 0) * Math.abs(referenceMetric.value);
  const [now, before] = formatTogether(
    [metric.value, referenceMetric.value],
    unit,
  );
  const expected = `not worse than ${before} (${
    baseline.version
  }) by more than ${toleranceText(check, unit)}`;
  const told = { expected, actual: `${now} (${formatChange(change, unit)})` };

  const fewest = Math.min(metric.sampleCount, referenceMetric.sampleCount);
  const { minimumSamples = 1 } = check;
  if (fewest < minimumSamples) {
    return {
      ...told,
      outcome: 'inconclusive',
      reason: `${check.metric} ${now} against ${before}: too few samples to tell (needs ${minimumSamples}, has ${fewest})`,
      reasonCode: 'too-few-samples',
      neededSamples: minimumSamples,
    };
  }

  const paired = pairedDifference(check, input, {
    evaluation,
    metric,
    reference,
    referenceMetric,
  });
  const range =
    paired &&
    `${percent(paired.interval.confidence)} between ${formatChange(
      paired.interval.lower,
      unit,
    )} and ${formatChange(paired.interval.upper, unit)}, ${
      paired.sampleCount
    } pairs`;
  const details = {
    ...told,
    ...(paired && {
      actual: `${now} (${formatChange(change, unit)}, ${range})`,
      interval: paired.interval,
    }),
  };
  // In the direction that is better, as gains.
  const worst =
    paired &&
    Math.min(sign * paired.interval.lower, sign * paired.interval.upper);
  const best =
    paired &&
    Math.max(sign * paired.interval.lower, sign * paired.interval.upper);
  const slack = rounding(metric.value, referenceMetric.value, tolerance);
  const withinTolerance = gain >= -tolerance - slack;

  if (withinTolerance) {
    if (check.confidence === undefined) {
      return {
        ...details,
        outcome: 'pass',
        reason: `${check.metric} ${now} against ${before} of ${
          baseline.version
        } is ${gain >= 0 ? 'not worse' : 'within the tolerance'}`,
        reasonCode: 'rule-met',
      };
    }
    if (worst === undefined) {
      return {
        ...details,
        outcome: 'inconclusive',
        reason: `${check.metric} ${now} against ${before}: without scores of the same samples on both sides, which differ by more and by less, nothing says how sure that is`,
        reasonCode: 'spread-missing',
      };
    }
    return worst >= -tolerance - slack
      ? {
          ...details,
          outcome: 'pass',
          reason: `${check.metric} ${now} against ${before} of ${baseline.version} is not worse beyond the tolerance (${range})`,
          reasonCode: 'rule-met',
        }
      : {
          ...details,
          outcome: 'inconclusive',
          reason: `${check.metric} ${now} against ${before} may as well be worse beyond the tolerance (${range}): too few samples to tell`,
          reasonCode: 'too-few-samples',
        };
  }
  if (best !== undefined && best >= -tolerance - slack) {
    return {
      ...details,
      outcome: 'inconclusive',
      reason: `${check.metric} fell from ${before} to ${now}, but that may be chance (${range}): too few samples to tell`,
      reasonCode: 'too-few-samples',
    };
  }
  return {
    ...details,
    outcome: 'fail',
    reason: `${check.metric} ${now} is worse than ${before} of ${
      baseline.version
    } by ${formatNumber(Math.abs(change), unit)}, more than ${toleranceText(
      check,
      unit,
    )}${range ? ` (${range})` : ''}`,
    reasonCode: 'regression',
  };
}

/**
 * The latest accepted evaluation of the baseline that measured the same thing the same way. Direction and unit come from the
 * report: a pipeline that turns the direction around must not turn a drop into a gain.
 */
function comparableEvaluation(
  check: RegressionCheck,
  evaluation: EvaluationEvidence,
  metric: MetricValue,
  { rules }: FactsOf<Needs>,
  baseline: CheckBaseline,
): EvaluationEvidence | undefined {
  return [...baseline.evaluations].sort(latestFirst).find(candidate => {
    const other = metricOf(candidate, check.metric);
    return (
      candidate.versionDigest === baseline.digest &&
      other !== undefined &&
      measurementChanges(
        measurementOf(candidate, other),
        measurementOf(evaluation, metric),
      ).length === 0 &&
      !refuseEvaluation(rules.evidence, candidate)
    );
  });
}

function pairedDifference(
  check: RegressionCheck,
  { samples: scores }: FactsOf<Needs>,
  {
    evaluation,
    metric,
    reference,
    referenceMetric,
  }: Omit<Compared, 'baseline'>,
): BootstrapResult | undefined {
  const pairs = pairScores(
    scoresOf(referenceMetric, scores?.[reference.id]),
    scoresOf(metric, scores?.[evaluation.id]),
  );
  return (
    pairs &&
    pairedSpread(pairs, metric.unit, {
      // From what is compared, so that everyone who recomputes it draws the same.
      seed: `${reference.contentDigest} ${evaluation.contentDigest} ${check.metric}`,
      confidence: check.confidence ?? USUAL_CONFIDENCE,
    })
  );
}

function metricOf(evaluation: EvaluationEvidence, wanted: string) {
  return evaluation.metrics.find(metric => metric.name === wanted);
}

function toleranceText({ tolerance }: RegressionCheck, unit?: string): string {
  return tolerance.absolute === undefined
    ? percent(tolerance.relative ?? 0)
    : formatNumber(tolerance.absolute, unit);
}

/** 0.8 − 0.9 is a hair more than 0.1 in binary; a drop of exactly the tolerance is within it. */
function rounding(...values: number[]): number {
  return 4 * Number.EPSILON * Math.max(...values.map(Math.abs));
}
