import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
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
