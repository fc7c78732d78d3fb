import { formatNumber } from '../checks/formatNumber';
import { pairScores, readScores, ScoresMissing } from '../checks/scores';
import { latestFirst } from '../checks/selectEvaluation';
import {
  MetricDirection,
  MetricValue,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { pairedBootstrap } from '../statistics';
import {
  describeMeasurementChanges,
  MeasurementChange,
  measurementChanges,
  measurementOf,
} from './comparability';
import { ComparableVersion, CompareOptions, ComparisonRow } from './Comparison';
import { inOrder, tuplesInOrder } from './compareFacts';

/** A metric, whole or of one slice, as one side has it. */
interface Score {
  value: number;
  direction?: MetricDirection;
  unit?: string;
  /** The whole metric: this one, or the one that this is a slice of. */
  metric?: MetricValue;
  /** Part of the dataset that it was measured over. */
  slice?: string;
}

/** The interval of a difference, or why there is none. */
type Interval =
  | { interval: [number, number] }
  | { intervalUnknown: NonNullable<ComparisonRow['intervalUnknown']> };

/**
 * Rows for every metric of every suite that either side has. Values are compared only when both were measured the same way.
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
    candidates.find(
      candidate =>
        after &&
        measurementChanges(measurementOf(candidate), measurementOf(after))
          .length === 0,
    ) ?? candidates[0];
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
      ...(was.has(key) && { baseEvaluation: before?.id }),
      ...(is.has(key) && { targetEvaluation: after?.id }),
      ...compareScore(was.get(key), is.get(key), {
        suite,
        target: target.version,
        changes: (from, to) =>
          before && after
            ? measurementChanges(
                measurementOf(before, from),
                measurementOf(after, to),
              )
            : [],
        ran: after !== undefined,
        tolerance: options.metrics?.find(
          spec => spec.suite === suite && spec.metric === metric,
        )?.tolerance,
        interval: (from, to) =>
          before && after
            ? intervalOf(before, from, after, to, options)
            : { intervalUnknown: 'no-sample-scores' },
      }),
    };
  });
}

function compareScore(
  was: Score | undefined,
  is: Score | undefined,
  about: {
    suite: string;
    /** Name of the version that `is` was measured for. */
    target: string;
    /** What differs between the ways that the two were measured. */
    changes: (was?: MetricValue, is?: MetricValue) => MeasurementChange[];
    /** Whether the suite has run for the target at all. */
    ran: boolean;
    tolerance: number | undefined;
    interval: (was: MetricValue, is: MetricValue) => Interval;
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
  if (!is) {
    return {
      ...shown,
      status: 'missing',
      verdict: 'unknown',
      due: about.ran,
      // What no run has looked at is not missing from one.
      ...(!about.ran && {
        note: `${about.suite} has not run for ${about.target}`,
      }),
    };
  }
  if (!was) {
    return { ...shown, status: 'added', verdict: 'unknown' };
  }
  const changes = about.changes(was.metric, is.metric);
  if (changes.length > 0) {
    return {
      ...shown,
      status: 'incomparable',
      verdict: 'unknown',
      changes,
      note: `Not comparable: ${describeMeasurementChanges(changes)}`,
    };
  }
  // Exactly equal, or it changed: any other margin would hide a change that matters to somebody.
  const delta = is.value - was.value;
  const verdict = verdictOn(delta, direction);
  const known: Interval =
    was.metric && is.metric && is.slice === undefined
      ? about.interval(was.metric, is.metric)
      : { intervalUnknown: 'slice' };
  const notes = [
    delta !== 0 &&
      'interval' in known &&
      known.interval[0] <= 0 &&
      known.interval[1] >= 0 &&
      'may be chance',
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
    ...known,
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
      metric: whole,
      slice,
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
): Interval {
  const from = readScores(was, samples?.[before.id]);
  const to = readScores(is, samples?.[after.id]);
  const missing = [from, to].find(
    (one): one is ScoresMissing => typeof one === 'string',
  );
  if (missing || typeof from === 'string' || typeof to === 'string') {
    return { intervalUnknown: missing ?? 'no-sample-scores' };
  }
  const pairs = pairScores(from, to);
  if (!pairs) {
    return { intervalUnknown: 'other-samples' };
  }
  const result = pairedBootstrap(pairs, {
    seed: `${before.contentDigest} ${after.contentDigest} ${is.name}`,
  });
  return result
    ? { interval: [result.interval.lower, result.interval.upper] }
    : { intervalUnknown: 'too-few-samples' };
}
