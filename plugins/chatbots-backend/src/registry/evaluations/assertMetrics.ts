import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * Refuses numbers that no check could judge: not finite, a ratio outside 0..1, stated twice, or of a metric that the
 * report does not have; and reasons of scores that are not there. Throws `metric-invalid` and names the place.
 */
export function assertMetrics(report: Api.EvaluationReport): void {
  const metrics = new Map<string, Api.Metric>();
  for (const metric of report.metrics) {
    const at = `metric '${metric.name}'`;
    if (metrics.has(metric.name)) {
      throw invalid(at, 'is reported twice');
    }
    metrics.set(metric.name, metric);
    assertValue(at, metric.value, metric);
    if (
      metric.standardDeviation !== undefined &&
      !Number.isFinite(metric.standardDeviation)
    ) {
      throw invalid(at, 'has a standard deviation that is not finite');
    }
  }
  assertSlices(report.slices ?? [], metrics);
  assertSamples(report.samples ?? [], metrics);
}

function assertSlices(
  slices: readonly Api.MetricSlice[],
  metrics: ReadonlyMap<string, Api.Metric>,
): void {
  const seen = new Set<string>();
  for (const { slice, metric, value } of slices) {
    const at = `slice '${slice}' of metric '${metric}'`;
    const key = JSON.stringify([slice, metric]);
    if (seen.has(key)) {
      throw invalid(at, 'is reported twice');
    }
    seen.add(key);
    assertValue(at, value, metrics.get(metric));
  }
}

function assertSamples(
  samples: readonly Api.EvaluationSample[],
  metrics: ReadonlyMap<string, Api.Metric>,
): void {
  const seen = new Set<string>();
  for (const { sampleId, scores, reasons = {} } of samples) {
    if (seen.has(sampleId)) {
      throw invalid(`sample '${sampleId}'`, 'is reported twice');
    }
    seen.add(sampleId);
    for (const [metric, score] of Object.entries(scores)) {
      assertValue(
        `sample '${sampleId}' of metric '${metric}'`,
        score,
        metrics.get(metric),
      );
    }
    for (const metric of Object.keys(reasons)) {
      if (!Object.hasOwn(scores, metric)) {
        throw invalid(
          `reason of sample '${sampleId}' for metric '${metric}'`,
          'is of a score that the sample does not have',
          'Report the score too, or leave the reason out.',
        );
      }
    }
  }
}

function assertValue(
  at: string,
  value: number,
  metric: Api.Metric | undefined,
): void {
  if (!metric) {
    throw invalid(at, 'is of a metric that the report does not have');
  }
  if (!Number.isFinite(value)) {
    throw invalid(at, 'is not a finite number');
  }
  if (metric.unit === 'ratio' && (value < 0 || value > 1)) {
    throw invalid(at, `is ${value}; a ratio lies between 0 and 1`);
  }
}

function invalid(at: string, problem: string, hint?: string) {
  return errorWithReason('metric-invalid', `The ${at} ${problem}`, {
    details: { at },
    ...(hint && { hint }),
  });
}
