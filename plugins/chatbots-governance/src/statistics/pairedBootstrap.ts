import { ConfidenceInterval } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { quantileSorted } from 'd3-array';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mean } from './moments';

/** Enough for two stable digits of a 95 % bound, and quick on a reviewer's page. */
const DEFAULT_RESAMPLES = 2000;
const MAXIMUM_RESAMPLES = 100_000;

/**
 * Options of {@link bootstrapMean} and {@link pairedBootstrap}.
 *
 * @public
 */
export interface BootstrapOptions {
  /** A 32-bit integer, or any text, which is hashed to one. The same seed gives the same interval on every machine. */
  seed: number | string;
  /** Between 0 and 1, exclusive. Default 0.95. */
  confidence?: number;
  /** How often to resample. Default 2000. */
  resamples?: number;
}

/**
 * An estimate with its interval.
 *
 * @public
 */
export interface BootstrapResult {
  /** The observed mean. */
  estimate: number;
  /** Percentile interval of the resampled means. */
  interval: ConfidenceInterval;
  /** How many values it rests on. */
  sampleCount: number;
}

/**
 * Percentile bootstrap interval of a mean (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
 * Undefined for fewer than two values: one value says nothing about spread.
 *
 * @public
 */
export function bootstrapMean(
  values: readonly number[],
  options: BootstrapOptions,
): BootstrapResult | undefined {
  const { seed, confidence = 0.95, resamples = DEFAULT_RESAMPLES } = options;
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `A confidence between 0 and 1 is needed, not ${confidence}`,
    );
  }
  if (
    !Number.isInteger(resamples) ||
    resamples < 1 ||
    resamples > MAXIMUM_RESAMPLES
  ) {
    throw new RangeError(
      `From 1 to ${MAXIMUM_RESAMPLES} resamples are possible, not ${resamples}`,
    );
  }
  if (typeof seed === 'number' && !Number.isInteger(seed)) {
    throw new RangeError(`A whole number is needed as seed, not ${seed}`);
  }
  const size = values.length;
  if (size < 2) {
    return undefined;
  }
  const random = xoroshiro128plus(
    typeof seed === 'string' ? hashSeed(seed) : seed,
  );
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      sum += values[uniformInt(random, 0, size - 1)];
    }
    means[resample] = sum / size;
  }
  const ascending = Array.from(means.sort());
  const beyond = (1 - confidence) / 2;
  return {
    estimate: mean(values),
    interval: {
      lower: quantileSorted(ascending, beyond)!,
      upper: quantileSorted(ascending, 1 - beyond)!,
      confidence,
    },
    sampleCount: size,
  };
}

/**
 * Bootstrap interval of the mean difference `candidate - baseline` of scores that belong to the same samples. Resampling
 * the differences keeps the pairs together, so that a sample that is hard for both does not widen the interval.
 *
 * @param pairs - `[baseline, candidate]` of each sample
 *
 * @public
 */
export function pairedBootstrap(
  pairs: readonly (readonly [number, number])[],
  options: BootstrapOptions,
): BootstrapResult | undefined {
  return bootstrapMean(
    pairs.map(([baseline, candidate]) => candidate - baseline),
    options,
  );
}

/** FNV-1a, 32 bits, over the UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash | 0;
}
