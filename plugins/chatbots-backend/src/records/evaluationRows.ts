import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { fromJson } from '../database/json';
import { readInstant } from '../database/Clock';
import { EvaluationRows, EvaluationRow } from '../database/evaluations';
import { EvaluationSampleRow } from '../database/evaluationSamples';
import { EvaluationContent } from './evaluationDigests';

/** The child rows of an evaluation, and its own from the facts that the caller decided on. */
export function evaluationRows(
  report: Api.EvaluationReport,
  facts: Omit<
    EvaluationRow,
    | 'suite'
    | 'dataset_name'
    | 'dataset_revision'
    | 'dataset_digest'
    | 'judge_name'
    | 'judge_kind'
    | 'judge_digest'
    | 'sample_count'
    | 'started_at'
    | 'finished_at'
  >,
): EvaluationRows {
  const { dataset, judge, metrics, slices = [], samples = [] } = report;
  return {
    evaluation: {
      ...facts,
      suite: report.suite,
      dataset_name: dataset.name,
      dataset_revision: dataset.revision,
      dataset_digest: dataset.digest,
      judge_name: judge.name,
      judge_kind: judge.kind,
      judge_digest: judge.digest,
      sample_count: samples.length,
      started_at: readInstant(report.startedAt),
      finished_at: readInstant(report.finishedAt),
    },
    metrics: metrics.map((metric, position) => ({
      evaluation_id: facts.id,
      name: metric.name,
      value: metric.value,
      direction: metric.direction,
      unit: metric.unit ?? null,
      sample_count: metric.sampleCount,
      standard_deviation: metric.standardDeviation ?? null,
      definition_digest: metric.definitionDigest ?? null,
      position,
    })),
    slices: slices.map(slice => ({
      evaluation_id: facts.id,
      metric: slice.metric,
      slice: slice.slice,
      value: slice.value,
      sample_count: slice.sampleCount,
    })),
    samples: failedFirst(samples).map((sample, position) =>
      sampleRow(facts.id, sample, position),
    ),
  };
}

/** Failed, then unjudged, then passed; as reported within each. */
function failedFirst(
  samples: readonly Api.EvaluationSample[],
): Api.EvaluationSample[] {
  const rank = ({ passed }: Api.EvaluationSample) => {
    if (passed === undefined) {
      return 1;
    }
    return passed ? 2 : 0;
  };
  return [...samples].sort((a, b) => rank(a) - rank(b));
}

function sampleRow(
  evaluationId: string,
  sample: Api.EvaluationSample,
  position: number,
): EvaluationSampleRow {
  return {
    evaluation_id: evaluationId,
    sample_id: sample.sampleId,
    position,
    slice: sample.slice ?? null,
    scores: JSON.stringify(sample.scores),
    passed: sample.passed ?? null,
    input: sample.input ?? null,
    expected: sample.expected ?? null,
    output: sample.output ?? null,
    reasons:
      sample.reasons === undefined ? null : JSON.stringify(sample.reasons),
  };
}

/** What was reported, as the checks have it. */
export function contentOfEvidence(
  evidence: EvaluationEvidence,
  samples: readonly EvaluationSampleRow[],
): EvaluationContent {
  const { version, suite, judge, slices, startedAt, finishedAt } = evidence;
  return {
    version,
    suite,
    dataset: {
      name: evidence.datasetName,
      revision: evidence.datasetRevision,
      digest: evidence.datasetDigest,
    },
    judge: judge as Api.Judge,
    metrics: evidence.metrics as Api.Metric[],
    slices,
    samples: samples.map(toSample),
    startedAt,
    finishedAt,
    ...(evidence.deploymentId === undefined
      ? {}
      : { deploymentId: evidence.deploymentId }),
  };
}

/** A sample as it was reported. Throws for JSON that can't be read. */
export function toSample(sample: EvaluationSampleRow): Api.EvaluationSample {
  return {
    sampleId: sample.sample_id,
    scores: fromJson(sample.scores),
    ...(sample.reasons === null ? {} : { reasons: fromJson(sample.reasons) }),
    ...present('slice', sample.slice),
    // SQLite has no booleans.
    ...present('passed', sample.passed === null ? null : !!sample.passed),
    ...present('input', sample.input),
    ...present('expected', sample.expected),
    ...present('output', sample.output),
  };
}

function present<K extends string, V>(
  name: K,
  value: V | null,
): { [key in K]?: V } {
  return value === null ? {} : ({ [name]: value } as { [key in K]: V });
}
