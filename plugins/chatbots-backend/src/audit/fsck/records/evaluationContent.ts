import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import {
  EvaluationMetricRow,
  EvaluationSliceRow,
} from '../../../database/evaluationMetrics';
import { EvaluationSampleRow } from '../../../database/evaluationSamples';
import { EvaluationRow } from '../../../database/evaluations';
import { fromJson } from '../../../database/json';

/** An evaluation with everything that belongs to it. */
export interface WholeEvaluation {
  row: EvaluationRow;
  /** As they were reported. */
  metrics: readonly EvaluationMetricRow[];
  slices: readonly EvaluationSliceRow[];
  samples: readonly EvaluationSampleRow[];
}

/** Digest of every number and text of an evaluation, made again from its rows. Throws for JSON that can't be read. */
export function evaluationDigest(whole: WholeEvaluation): string {
  const { row, metrics, slices, samples } = whole;
  return sha256Text(
    canonicalJson({
      version: row.version,
      suite: row.suite,
      dataset: {
        name: row.dataset_name,
        revision: row.dataset_revision,
        digest: row.dataset_digest,
      },
      judge: {
        name: row.judge_name,
        kind: row.judge_kind,
        digest: row.judge_digest,
      },
      metrics: metrics.map(metric => ({
        name: metric.name,
        value: metric.value,
        direction: metric.direction,
        sampleCount: metric.sample_count,
        ...given('unit', metric.unit),
        ...given('standardDeviation', metric.standard_deviation),
        ...given('definitionDigest', metric.definition_digest),
      })),
      slices: ordered(slices, one =>
        JSON.stringify([one.metric, one.slice]),
      ).map(one => ({
        metric: one.metric,
        slice: one.slice,
        value: one.value,
        sampleCount: one.sample_count,
      })),
      samples: ordered(samples, one => one.sample_id).map(one => ({
        sampleId: one.sample_id,
        scores: fromJson(one.scores),
        ...(one.reasons === null ? {} : { reasons: fromJson(one.reasons) }),
        ...given('slice', one.slice),
        ...given('passed', one.passed === null ? null : Boolean(one.passed)),
        ...given('input', one.input),
        ...given('expected', one.expected),
        ...given('output', one.output),
      })),
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      ...given('deploymentId', row.deployment_id),
    }),
  );
}

/**
 * Whether metrics and samples are counted through from 0, and samples that failed stand before those that passed. Their order is
 * part of no digest; it decides what a page shows first.
 */
export function isInOrder({ metrics, samples }: WholeEvaluation): boolean {
  const ranks = [...samples]
    .sort((a, b) => a.position - b.position)
    .map(({ passed }) => {
      if (passed === null) {
        return 1;
      }
      return passed ? 2 : 0;
    });
  return (
    isCountedThrough(metrics) &&
    isCountedThrough(samples) &&
    ranks.every((rank, i) => i === 0 || ranks[i - 1] <= rank)
  );
}

function isCountedThrough(rows: readonly { position: number }[]): boolean {
  const positions = new Set(rows.map(({ position }) => position));
  return rows.every((_, i) => positions.has(i));
}

/** By code unit, not by locale: the same on every machine. */
function ordered<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return [...rows].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : Number(left > right);
  });
}

function given<K extends string, V>(
  name: K,
  value: V | null,
): { [key in K]?: V } {
  return value === null ? {} : ({ [name]: value } as { [key in K]: V });
}
