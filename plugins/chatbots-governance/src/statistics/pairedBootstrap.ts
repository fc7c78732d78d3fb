import { ConfidenceInterval } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { quantileSorted } from 'd3-array';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mean, standardDeviation } from './moments';
import { criticalValue } from './normalQuantile';

/** Enough for two stable digits of a 95 % bound, and quick on a reviewer's page. */
const DEFAULT_RESAMPLES = 2000;
const MAXIMUM_RESAMPLES = 100_000;
/** Most values that are resampled: each resample draws as many, and a page waits for all of them. */
const MOST_RESAMPLED = 5_000;

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
 * Interval of a mean: by percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13), and of
 * more than 5,000 values by the normal distribution, which their mean then has: the two differ by less than resampling does from seed to seed.
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
  if (size > MOST_RESAMPLED) {
    const interval = normalInterval(values, confidence);
    return { estimate: mean(values), interval, sampleCount: size };
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

function normalInterval(
  values: readonly number[],
  confidence: number,
): ConfidenceInterval {
  const centre = mean(values);
  const error = standardDeviation(values)! / Math.sqrt(values.length);
  const reach = criticalValue(confidence) * error;
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  // A mean lies between its values, whatever the normal distribution allows.
  return {
    lower: Math.max(least, centre - reach),
    upper: Math.min(most, centre + reach),
    confidence,
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
