import { formatNumber } from '../checks/formatNumber';
import { pairScores, scoresOf } from '../checks/scores';
import { latestFirst } from '../checks/selectEvaluation';
import {
  MetricDirection,
  MetricValue,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { pairedBootstrap } from '../statistics';
import { ComparableVersion, CompareOptions, ComparisonRow } from './Comparison';
import { inOrder, tuplesInOrder } from './compareFacts';

/** A metric, whole or of one slice, as one side has it. */
interface Score {
  value: number;
  direction?: MetricDirection;
  unit?: string;
  /** The whole metric, when this is no slice. */
  metric?: MetricValue;
}

/**
 * Rows for every metric of every suite that either side has. Values are compared only when both were measured over the same
 * dataset by the same judge.
 *
 * @internal
 */
export function compareScores(
  base: ComparableVersion | undefined,
  target: ComparableVersion,
  options: CompareOptions,
): ComparisonRow[] {
  const suites = inOrder(
    [...(base?.evaluations ?? []), ...target.evaluations].map(
      ({ suite }) => suite,
    ),
  );
  return suites.flatMap(suite => compareSuite(suite, base, target, options));
}

function compareSuite(
  suite: string,
  base: ComparableVersion | undefined,
  target: ComparableVersion,
  options: CompareOptions,
): ComparisonRow[] {
  const [after] = ofSuite(target, suite);
  const candidates = ofSuite(base, suite);
  const before =
    candidates.find(candidate => after && !obstacle(candidate, after)) ??
    candidates[0];
  const hindrance = before && after && obstacle(before, after);
  const was = scoresByKey(before);
  const is = scoresByKey(after);
  return tuplesInOrder([...was.keys(), ...is.keys()]).map(tuple => {
    const key = JSON.stringify(tuple);
    const [, , metric, slice] = tuple;
    return {
      key,
      label: slice === undefined ? metric : `${metric} › ${slice}`,
      suite,
      ...(slice !== undefined && { slice }),
      ...compareScore(was.get(key), is.get(key), {
        metric,
        hindrance,
        tolerance: options.metrics?.find(
          spec => spec.suite === suite && spec.metric === metric,
        )?.tolerance,
        interval: (from, to) =>
          before && after && intervalOf(before, from, after, to, options),
      }),
    };
  });
}

function compareScore(
  was: Score | undefined,
  is: Score | undefined,
  about: {
    metric: string;
    hindrance: string | undefined;
    tolerance: number | undefined;
    interval: (
      was: MetricValue,
      is: MetricValue,
    ) => [number, number] | undefined;
  },
): Omit<ComparisonRow, 'key' | 'label'> {
  const direction = is?.direction ?? was?.direction;
  const unit = is?.unit ?? was?.unit;
  const shown = {
    ...(was && { base: formatNumber(was.value, was.unit) }),
    ...(is && { target: formatNumber(is.value, is.unit) }),
    ...(direction && { direction }),
    ...(unit && { unit }),
  };
  if (!was || !is) {
    return { ...shown, status: was ? 'missing' : 'added', verdict: 'unknown' };
  }
  const hindrance =
    about.hindrance ??
    (was.direction !== is.direction
      ? 'which way is better differs'
      : undefined) ??
    (was.unit !== is.unit ? 'the unit differs' : undefined);
  if (hindrance) {
    return {
      ...shown,
      status: 'incomparable',
      verdict: 'unknown',
      note: `Not comparable: ${hindrance}`,
    };
  }
  // Exactly equal, or it changed: any other margin would hide a change that matters to somebody.
  const delta = is.value - was.value;
  const verdict = verdictOn(delta, direction);
  const interval =
    was.metric && is.metric && delta !== 0
      ? about.interval(was.metric, is.metric)
      : undefined;
  const notes = [
    interval && interval[0] <= 0 && interval[1] >= 0 && 'may be chance',
    verdict === 'worse' &&
      about.tolerance !== undefined &&
      (Math.abs(delta) <= about.tolerance + 4 * Number.EPSILON
        ? 'within the margin'
        : 'beyond the margin'),
  ].filter(note => typeof note === 'string');
  return {
    ...shown,
    status: delta === 0 ? 'same' : 'changed',
    verdict,
    delta,
    ...(was.value !== 0 && { relativeDelta: delta / Math.abs(was.value) }),
    ...(interval && { interval }),
    ...(notes.length > 0 && { note: notes.join(', ') }),
  };
}

function verdictOn(
  delta: number,
  direction: MetricDirection | undefined,
): ComparisonRow['verdict'] {
  if (delta === 0) {
    return 'same';
  }
  if (!direction || Number.isNaN(delta)) {
    return 'unknown';
  }
  return delta > 0 === (direction === 'higher-is-better') ? 'better' : 'worse';
}

/** Why two evaluations of a suite can't be compared. */
function obstacle(
  a: EvaluationEvidence,
  b: EvaluationEvidence,
): string | undefined {
  if (a.datasetDigest !== b.datasetDigest) {
    return a.datasetName === b.datasetName &&
      a.datasetRevision !== b.datasetRevision
      ? `${a.datasetName} ${a.datasetRevision} and ${b.datasetRevision} are different data`
      : 'they ran over different data';
  }
  return a.judge.digest === b.judge.digest
    ? undefined
    : 'they had different judges';
}

function ofSuite(
  version: ComparableVersion | undefined,
  suite: string,
): EvaluationEvidence[] {
  return (version?.evaluations ?? [])
    .filter(evaluation => evaluation.suite === suite)
    .sort(latestFirst);
}

/** A slice takes direction and unit from its metric. */
function scoresByKey(
  evaluation: EvaluationEvidence | undefined,
): Map<string, Score> {
  const scores = new Map<string, Score>();
  if (!evaluation) {
    return scores;
  }
  const { suite } = evaluation;
  for (const metric of evaluation.metrics) {
    const { name, value, direction, unit } = metric;
    scores.set(JSON.stringify(['score', suite, name]), {
      value,
      direction,
      unit,
      metric,
    });
  }
  for (const { slice, metric, value } of evaluation.slices) {
    const whole = evaluation.metrics.find(({ name }) => name === metric);
    scores.set(JSON.stringify(['score', suite, metric, slice]), {
      value,
      direction: whole?.direction,
      unit: whole?.unit,
    });
  }
  return scores;
}

function intervalOf(
  before: EvaluationEvidence,
  was: MetricValue,
  after: EvaluationEvidence,
  is: MetricValue,
  { samples }: CompareOptions,
): [number, number] | undefined {
  const pairs = pairScores(
    scoresOf(was, samples?.[before.id]),
    scoresOf(is, samples?.[after.id]),
  );
  const result =
    pairs &&
    pairedBootstrap(pairs, {
      seed: `${before.contentDigest} ${after.contentDigest} ${is.name}`,
    });
  return result && [result.interval.lower, result.interval.upper];
}
