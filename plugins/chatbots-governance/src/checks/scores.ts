import {
  MetricValue,
  SampleScore,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { mean } from '../statistics';

/** Reports round their aggregates. */
const ROUNDING = 1e-3;

/**
 * The per-sample scores behind a metric, by sample id; undefined when they are not the scores its value was computed from.
 *
 * @remarks
 * Scores and aggregate are reported side by side by the same pipeline. Scores that leave samples out, count one twice, or have
 * another mean than the aggregate (a percentile, or something made up) must not speak for it.
 *
 * @internal
 */
export function scoresOf(
  metric: MetricValue,
  samples: readonly SampleScore[] | undefined,
): Map<string, number> | undefined {
  const scores = new Map<string, number>();
  for (const { sampleId, metric: name, score } of samples ?? []) {
    if (name !== metric.name) {
      continue;
    }
    if (scores.has(sampleId) || !Number.isFinite(score)) {
      return undefined;
    }
    scores.set(sampleId, score);
  }
  if (scores.size === 0 || scores.size !== metric.sampleCount) {
    return undefined;
  }
  const off = Math.abs(mean([...scores.values()]) - metric.value);
  return off <= ROUNDING * Math.max(1, Math.abs(metric.value))
    ? scores
    : undefined;
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
