import type { MetricDirection } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** What the quality cell says. @internal */
export interface QualityView {
  metric: string;
  direction: MetricDirection;
  points: number[];
  latest: number;
  /** Latest minus previous; undefined for the first evaluation. */
  delta: number | undefined;
  /** The threshold, when the latest value misses it. */
  missed: number | undefined;
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
  const { metric, direction, points, previous, threshold } = quality;
  const holds =
    threshold === undefined ||
    (direction === 'higher-is-better'
      ? latest >= threshold
      : latest <= threshold);
  return {
    metric,
    direction,
    points,
    latest,
    delta: previous === undefined ? undefined : latest - previous,
    missed: holds ? undefined : threshold,
  };
}
