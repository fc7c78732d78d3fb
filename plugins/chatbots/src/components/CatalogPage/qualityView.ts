import type { MetricDirection } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** What the quality cell says. @internal */
export interface QualityView {
  metric: string;
  direction: MetricDirection;
  points: number[];
  /** Where values are measured differently from the one before. */
  breaks: NonNullable<Api.Quality['breaks']>;
  /** Why the latest can't be compared with the one before; undefined when it can, or is the first. */
  changed: Api.MeasurementChange[] | undefined;
  latest: number;
  /** Latest minus previous; undefined for the first evaluation, and where the two can't be compared. */
  delta: number | undefined;
  /** The threshold, when the latest value misses it. */
  missed: number | undefined;
  /** The stage that asks for the threshold: other stages may ask for another. */
  thresholdStage: string | undefined;
}

/**
 * The headline metric of a chatbot, or undefined when nothing was evaluated:
 * missing is not zero.
 *
 * @internal
 */
export function qualityView(
  quality: Api.Quality | undefined,
): QualityView | undefined {
  const latest = quality?.latest ?? quality?.points.at(-1);
  if (!quality || latest === undefined) {
    return undefined;
  }
  const {
    metric,
    direction,
    points,
    breaks = [],
    previous,
    threshold,
    thresholdStage,
  } = quality;
  const holds =
    threshold === undefined ||
    (direction === 'higher-is-better'
      ? latest >= threshold
      : latest <= threshold);
  return {
    metric,
    direction,
    points,
    breaks,
    changed: breaks.find(({ before }) => before === points.length - 1)?.changes,
    latest,
    delta: previous === undefined ? undefined : latest - previous,
    missed: holds ? undefined : threshold,
    thresholdStage,
  };
}
