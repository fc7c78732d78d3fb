import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * The slices of one metric, worst first *for that metric*.
 *
 * @internal
 */
export function sliceRows(
  evaluation: Pick<Api.Evaluation, 'metrics' | 'slices'>,
  metric: string,
): Api.MetricSlice[] {
  const lowerIsBetter =
    evaluation.metrics.find(({ name }) => name === metric)?.direction ===
    'lower-is-better';
  return evaluation.slices
    .filter(slice => slice.metric === metric)
    .sort((left, right) =>
      lowerIsBetter ? right.value - left.value : left.value - right.value,
    );
}

/** The metrics that have slices, in the order of the evaluation. @internal */
export function slicedMetrics(
  evaluation: Pick<Api.Evaluation, 'metrics' | 'slices'>,
): Api.Metric[] {
  const sliced = new Set(evaluation.slices.map(({ metric }) => metric));
  return evaluation.metrics.filter(({ name }) => sliced.has(name));
}

/** All slices of an evaluation, by name. @internal */
export function sliceNames(
  evaluation: Pick<Api.Evaluation, 'slices'>,
): string[] {
  return [...new Set(evaluation.slices.map(({ slice }) => slice))].sort();
}
