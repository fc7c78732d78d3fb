import {
  MetricValue,
  SampleScore,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { mean } from '../statistics';

/** Reports round their aggregates. */
const ROUNDING = 1e-3;

/** Why the scores of single samples don't speak for a metric. @internal */
export type ScoresMissing =
  | 'no-sample-scores'
  | 'scores-incomplete'
  | 'not-their-mean';

/**
 * The per-sample scores behind a metric, by sample id, or why there are none.
 *
 * @remarks
 * Scores and aggregate are reported side by side by the same pipeline. Scores that leave samples out, count one twice, or have
 * another mean than the aggregate (a percentile, or something made up) must not speak for it.
 *
 * @internal
 */
export function readScores(
  metric: MetricValue,
  samples: readonly SampleScore[] | undefined,
): Map<string, number> | ScoresMissing {
  const scores = new Map<string, number>();
  for (const { sampleId, metric: name, score } of samples ?? []) {
    if (name !== metric.name) {
      continue;
    }
    if (scores.has(sampleId) || !Number.isFinite(score)) {
      return 'scores-incomplete';
    }
    scores.set(sampleId, score);
  }
  if (scores.size === 0) {
    return 'no-sample-scores';
  }
  if (scores.size !== metric.sampleCount) {
    return 'scores-incomplete';
  }
  const off = Math.abs(mean([...scores.values()]) - metric.value);
  return off <= ROUNDING * Math.max(1, Math.abs(metric.value))
    ? scores
    : 'not-their-mean';
}

/** As {@link readScores}; undefined when there are none. @internal */
export function scoresOf(
  metric: MetricValue,
  samples: readonly SampleScore[] | undefined,
): Map<string, number> | undefined {
  const scores = readScores(metric, samples);
  return typeof scores === 'string' ? undefined : scores;
}

/**
 * `[baseline, candidate]` per sample; undefined unless both have scores of exactly the same samples.
 *
 * @internal
 */
export function pairScores(
  baseline: Map<string, number> | undefined,
  candidate: Map<string, number> | undefined,
): [number, number][] | undefined {
  if (!baseline || !candidate || baseline.size !== candidate.size) {
    return undefined;
  }
  const pairs: [number, number][] = [];
  // In the order of the ids, so that the same scores in another order give the same interval.
  for (const sampleId of [...baseline.keys()].sort()) {
    const score = candidate.get(sampleId);
    if (score === undefined) {
      return undefined;
    }
    pairs.push([baseline.get(sampleId)!, score]);
  }
  return pairs;
}
