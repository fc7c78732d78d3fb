import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { Texts } from '../../hooks';
import { formatMetricDelta } from '../../view';

/**
 * The confidence interval of a difference, both ends with their sign.
 *
 * @returns undefined when the evaluation gave none.
 *
 * @internal
 */
export function intervalText(
  row: Pick<Api.ComparisonRow, 'interval' | 'unit'>,
): string | undefined {
  const [low, high] = row.interval ?? [];
  return low === undefined || high === undefined
    ? undefined
    : `${formatMetricDelta(low, row.unit)} … ${formatMetricDelta(
        high,
        row.unit,
      )}`;
}

/**
 * Why no interval is known of a score that was compared.
 *
 * @returns undefined when there is one, or when there was nothing to compare.
 *
 * @internal
 */
export function intervalReason(
  t: Texts,
  row: Pick<Api.ComparisonRow, 'interval' | 'intervalUnknown' | 'delta'>,
): string | undefined {
  return row.interval || row.delta === undefined
    ? undefined
    : t(
        `version.compare.scores.intervalReason.${
          row.intervalUnknown ?? 'no-sample-scores'
        }`,
      );
}
