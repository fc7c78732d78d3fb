import {
  ConfidenceInterval,
  MetricValue,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  bootstrapMean,
  BootstrapOptions,
  BootstrapResult,
  pairedBootstrap,
  standardDeviation as deviationOf,
  wilsonInterval,
} from '../statistics';
import { criticalValue } from '../statistics/normalQuantile';

/** More samples than anybody evaluates; beyond it no number is named. */
const MOST_SAMPLES = 2 ** 40;

/** How sure a metric's value is. @internal */
export interface Spread {
  interval: ConfidenceInterval;
  /** About the interval that as many samples of the same kind would give. */
  withSamples(count: number): ConfidenceInterval;
}

/**
 * The best interval that a report allows: of per-sample scores, else of the deviation, else of a share of n. Undefined where
 * nothing says how far the value may be off.
 *
 * @remarks
 * Scores that are all alike show no spread, and so does a deviation of 0; that does not make five of them certain. Of what lies
 * between 0 and 1, a share of n knows how much a few tell; of anything else nobody does.
 *
 * @internal
 */
export function spreadOf(
  metric: MetricValue,
  scores: readonly number[] | undefined,
  options: { seed: string; confidence: number },
): Spread | undefined {
  const { value, sampleCount, unit } = metric;
  const { confidence } = options;
  const deviation = scores ? deviationOf(scores) : metric.standardDeviation;
  const isShare = unit === 'ratio' && value >= 0 && value <= 1;
  const isYesOrNo = scores?.every(score => score === 0 || score === 1);
  if (deviation && sampleCount > 1 && !(isShare && isYesOrNo)) {
    const withSamples = (count: number) => {
      const reach = (criticalValue(confidence) * deviation) / Math.sqrt(count);
      return { lower: value - reach, upper: value + reach, confidence };
    };
    const interval =
      (scores && bootstrapMean(scores, options)?.interval) ??
      withSamples(sampleCount);
    return { interval, withSamples };
  }
  if (isShare && sampleCount > 0) {
    // No variable between 0 and 1 spreads wider around its mean than a yes or no does.
    const withSamples = (count: number) =>
      wilsonInterval({ proportion: value, sampleCount: count, confidence });
    return { interval: withSamples(sampleCount), withSamples };
  }
  return undefined;
}

/**
 * Interval of the mean difference of paired scores; undefined where all pairs differ by the same and nothing bounds what the
 * next one may do.
 *
 * @internal
 */
export function pairedSpread(
  pairs: readonly (readonly [number, number])[],
  unit: string | undefined,
  options: BootstrapOptions & { confidence: number },
): BootstrapResult | undefined {
  const result = pairedBootstrap(pairs, options);
  if (!result || result.interval.lower !== result.interval.upper) {
    return result;
  }
  if (unit !== 'ratio') {
    return undefined;
  }
  // As large a share of all pairs as n alike could miss may differ, by 1 at most.
  const { upper: missed } = wilsonInterval({
    proportion: 0,
    sampleCount: pairs.length,
    confidence: options.confidence,
  });
  const { estimate } = result;
  return {
    ...result,
    interval: {
      lower: Math.max(-1, estimate - missed),
      upper: Math.min(1, estimate + missed),
      confidence: options.confidence,
    },
  };
}

/**
 * The fewest samples of the same kind whose whole interval would be accepted; undefined where no number would do.
 *
 * @internal
 */
export function samplesNeeded(
  spread: Spread,
  sampleCount: number,
  accepts: (interval: ConfidenceInterval) => boolean,
): number | undefined {
  let tooFew = sampleCount;
  let enough = sampleCount;
  do {
    enough *= 2;
    if (enough > MOST_SAMPLES) {
      return undefined;
    }
  } while (!accepts(spread.withSamples(enough)));
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (accepts(spread.withSamples(middle))) {
      enough = middle;
    } else {
      tooFew = middle;
    }
  }
  return enough;
}
