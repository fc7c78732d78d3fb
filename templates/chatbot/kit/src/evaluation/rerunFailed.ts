import type { Dataset, Sample } from './dataset.ts';
import {
  askAll,
  metricOf,
  metricNames,
  scoreAll,
  slicesOf,
  valuesOf,
  type Bot,
  type EvaluationResult,
  type Measured,
  type SampleResult,
} from './evaluate.ts';
import type { Judge } from './judges/Judge.ts';

/** The last result with the samples in it that were asked again. */
export interface Rerun {
  result: EvaluationResult;
  /** How many samples were asked. */
  asked: number;
  /** Why all samples were asked and not only those that failed. */
  wholeBecause?: string;
}

/**
 * Asks the questions again that failed last time, and puts what comes of it into the last result. All questions are asked where the last
 * result can't be gone on with: another dataset or judge gives values that don't belong into one average.
 */
export async function rerunFailed(
  bot: Bot,
  dataset: Dataset,
  judge: Judge,
  last: EvaluationResult | undefined,
): Promise<Rerun> {
  const startedAt = new Date();
  const wholeBecause = whyWhole(dataset, judge, last);
  const failed = new Set(
    last?.samples.filter(({ passed }) => !passed).map(one => one.sampleId),
  );
  const samples =
    wholeBecause === undefined
      ? dataset.samples.filter(({ id }) => failed.has(id))
      : dataset.samples;
  const part = { ...dataset, samples };
  const outcomes = await askAll(bot, part);
  const again = await scoreAll(dataset.name, part, outcomes, judge, {
    startedAt,
  });
  return wholeBecause === undefined
    ? { asked: samples.length, result: merge(dataset, judge, last!, again) }
    : { asked: samples.length, result: again, wholeBecause };
}

function whyWhole(
  dataset: Dataset,
  judge: Judge,
  last: EvaluationResult | undefined,
): string | undefined {
  if (last === undefined) {
    return 'there is no result of a run before';
  }
  if (last.dataset.digest !== dataset.digest) {
    return 'the dataset has changed';
  }
  if (last.judge.digest !== judge.digest) {
    return 'another judge scores';
  }
  return undefined;
}

/** Metrics and slices are computed anew over all samples. Times of answers stay as the whole run measured them. */
function merge(
  dataset: Dataset,
  judge: Judge,
  last: EvaluationResult,
  again: EvaluationResult,
): EvaluationResult {
  const renewed = new Map(again.samples.map(one => [one.sampleId, one]));
  const samples = last.samples.map(one => renewed.get(one.sampleId) ?? one);
  const known = new Map(dataset.samples.map(sample => [sample.id, sample]));
  const measured = samples.map(one => measuredOf(known, one));
  return {
    ...last,
    metrics: [
      ...metricNames(measured).map(name =>
        metricOf(name, valuesOf(name, measured), judge),
      ),
      ...last.metrics.filter(({ unit }) => unit === 'ms'),
    ],
    slices: slicesOf(measured),
    samples,
    finishedAt: again.finishedAt,
  };
}

function measuredOf(
  known: Map<string, Sample>,
  { sampleId, scores }: SampleResult,
): Measured {
  return { outcome: { sample: known.get(sampleId)! }, scores };
}

/** What the rerun says to a person: what passes now, and each sample that does not with its reasons. */
export function describeRerun({ result, asked, wholeBecause }: Rerun): string {
  const failing = result.samples.filter(({ passed }) => !passed);
  const first =
    wholeBecause === undefined
      ? `Suite ${result.suite}: failed last time and asked again: ${asked}; failed now: ${failing.length} of ${result.samples.length}`
      : `Suite ${result.suite}: all samples asked, since ${wholeBecause}; failed: ${failing.length} of ${asked}`;
  return [first, ...failing.flatMap(describeFailing)].join('\n');
}

function describeFailing(sample: SampleResult): string[] {
  return [
    `  ${sample.sampleId}: ${sample.input}`,
    ...Object.entries(sample.reasons ?? {}).map(
      ([metric, reason]) => `    ${metric}: ${reason}`,
    ),
  ];
}
