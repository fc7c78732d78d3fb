import type {
  EvaluationEvidence,
  MetricDirection,
  MetricValue,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** Digits of a digest that people are shown. */
const DIGEST_DIGITS = 12;

/**
 * How a value was measured. Two values can be held against each other only when this is the same for both.
 *
 * @public
 */
export interface Measurement {
  /** Name of the suite. */
  suite: string;
  /** Name of the dataset. */
  datasetName: string;
  /** Revision of the dataset, as people call it. */
  datasetRevision: string;
  /** SHA-256 of the dataset's bytes: what decides. */
  datasetDigest: string;
  /** What scored it; its digest decides. */
  judge: { name: string; digest: string };
  /** What the metric is; absent where evaluations are compared as a whole. */
  metric?: {
    /** Which way is better. */
    direction?: MetricDirection;
    /** Unit of its value; absent for a plain number. */
    unit?: string;
    /** SHA-256 of what defines the metric, where the report says it. */
    definitionDigest?: string;
  };
}

/**
 * One thing that differs between two measurements.
 *
 * @public
 */
export type MeasurementChange = Api.MeasurementChange;

/**
 * How an evaluation measured one of its metrics, or all of them.
 *
 * @public
 */
export function measurementOf(
  evaluation: EvaluationEvidence,
  metric?: MetricValue,
): Measurement {
  const { suite, datasetName, datasetRevision, datasetDigest, judge } =
    evaluation;
  return {
    suite,
    datasetName,
    datasetRevision,
    datasetDigest,
    judge,
    ...(metric && { metric }),
  };
}

/**
 * Why two values can't be compared; empty when they can.
 *
 * @remarks
 * The one rule of the portal: lists, trends, summaries, comparisons and checks all ask here, so that no page calls better what
 * another can't tell. Suite, dataset, judge and definition of the metric have to be the same. A definition that only one side
 * tells is not known to be the same.
 *
 * @public
 */
export function measurementChanges(
  before: Measurement,
  after: Measurement,
): MeasurementChange[] {
  const changes: MeasurementChange[] = [];
  const note = (what: MeasurementChange['what'], from: string, to: string) =>
    changes.push({ what, from, to });
  if (before.suite !== after.suite) {
    note('suite', before.suite, after.suite);
  }
  if (before.datasetDigest !== after.datasetDigest) {
    note(
      'dataset',
      ...toldApart(
        [datasetText(before), before.datasetDigest],
        [datasetText(after), after.datasetDigest],
      ),
    );
  }
  if (before.judge.digest !== after.judge.digest) {
    note(
      'judge',
      ...toldApart(
        [before.judge.name, before.judge.digest],
        [after.judge.name, after.judge.digest],
      ),
    );
  }
  const [was, is] = [before.metric, after.metric];
  if (was && is) {
    if (was.definitionDigest !== is.definitionDigest) {
      note(
        'definition',
        short(was.definitionDigest) ?? 'not told',
        short(is.definitionDigest) ?? 'not told',
      );
    }
    if (was.direction !== is.direction) {
      note('direction', was.direction ?? 'unknown', is.direction ?? 'unknown');
    }
    if (was.unit !== is.unit) {
      note('unit', was.unit ?? 'none', is.unit ?? 'none');
    }
  }
  return changes;
}

/**
 * What changed at each point of a series since the point before: empty where the line goes on, and at the first point.
 *
 * @public
 */
export function measurementBreaks(
  series: readonly Measurement[],
): MeasurementChange[][] {
  return series.map((measurement, index) =>
    index === 0 ? [] : measurementChanges(series[index - 1], measurement),
  );
}

const WORDS: Record<MeasurementChange['what'], string> = {
  suite: 'suite',
  dataset: 'dataset',
  judge: 'judge',
  definition: 'definition of the metric',
  direction: 'which way is better',
  unit: 'unit',
};

/**
 * The changes in words: `dataset golden 14 → golden 15`.
 *
 * @public
 */
export function describeMeasurementChanges(
  changes: readonly MeasurementChange[],
): string {
  return changes
    .map(({ what, from, to }) => `${WORDS[what]} ${from} → ${to}`)
    .join(', ');
}

function datasetText({ datasetName, datasetRevision }: Measurement): string {
  return `${datasetName} ${datasetRevision}`;
}

/** The names, with the digests where the names are the same. */
function toldApart(
  [was, wasDigest]: [string, string],
  [is, isDigest]: [string, string],
): [string, string] {
  return was === is
    ? [`${was} (${short(wasDigest)})`, `${is} (${short(isDigest)})`]
    : [was, is];
}

function short(digest: string): string;
function short(digest: string | undefined): string | undefined;
function short(digest: string | undefined): string | undefined {
  return digest?.slice(0, DIGEST_DIGITS);
}
