import { ConfidenceInterval } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { criticalValue } from './normalQuantile';

/**
 * Options of {@link wilsonInterval}.
 *
 * @public
 */
export interface WilsonIntervalOptions {
  /** Observed share, between 0 and 1. */
  proportion: number;
  /** Number of samples, at least 1. */
  sampleCount: number;
  /** Between 0 and 1, exclusive. */
  confidence: number;
}

/**
 * Score interval of a proportion (E. B. Wilson, 1927). It stays inside 0 to 1 and keeps a width at 0 and 1, where the
 * simple normal interval claims certainty.
 *
 * @public
 */
export function wilsonInterval(
  options: WilsonIntervalOptions,
): ConfidenceInterval {
  const { proportion, sampleCount, confidence } = options;
  if (!(proportion >= 0 && proportion <= 1)) {
    throw new RangeError(
      `A proportion from 0 to 1 is needed, not ${proportion}`,
    );
  }
  if (!Number.isInteger(sampleCount) || sampleCount < 1) {
    throw new RangeError(`At least one sample is needed, not ${sampleCount}`);
  }
  const z = criticalValue(confidence);
  const z2 = (z * z) / sampleCount;
  const centre = (proportion + z2 / 2) / (1 + z2);
  const reach =
    (z / (1 + z2)) *
    Math.sqrt(
      (proportion * (1 - proportion)) / sampleCount + z2 / (4 * sampleCount),
    );
  return {
    // Rounding may step over the ends by an ulp, and at 0 and 1 the bound is exact.
    lower: proportion === 0 ? 0 : Math.max(0, centre - reach),
    upper: proportion === 1 ? 1 : Math.min(1, centre + reach),
    confidence,
  };
}
