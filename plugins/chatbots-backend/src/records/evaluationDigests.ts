import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { canonicalBytes, sha256Hex } from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { readInstant } from '../database/Clock';

/**
 * What makes two reports the same one: the run of a suite over a dataset by a judge against a version, and against the
 * running deployment if there was one.
 */
export function evaluationIdentity(
  chatbot: string,
  report: Api.EvaluationReport,
  run: Api.PipelineRun,
): string {
  return digest({
    chatbot,
    version: report.version,
    suite: report.suite,
    dataset: report.dataset.digest,
    judge: report.judge.digest,
    run: run.id,
    attempt: run.attempt ?? 1,
    deployment: report.deploymentId ?? '',
  });
}

/** What {@link evaluationContent} covers. */
export type EvaluationContent = Omit<
  Api.EvaluationReport,
  'run' | 'digest' | 'parts'
>;

/**
 * Digest over everything that is reported about the run. Approvals freeze it, so it covers every number and text; the
 * run's own description is left out, because a retried step may word its link differently. The order of slices and samples and
 * the spelling of instants say nothing, so the digest can be made again from what is stored.
 */
export function evaluationContent(report: EvaluationContent): string {
  const {
    version,
    suite,
    dataset,
    judge,
    metrics,
    slices = [],
    samples = [],
    deploymentId,
  } = report;
  return digest({
    version,
    suite,
    dataset,
    judge,
    metrics,
    slices: sortBy(slices, ({ metric, slice }) =>
      JSON.stringify([metric, slice]),
    ),
    samples: sortBy(samples, ({ sampleId }) => sampleId),
    startedAt: readInstant(report.startedAt),
    finishedAt: readInstant(report.finishedAt),
    ...(deploymentId === undefined ? {} : { deploymentId }),
  });
}

function sortBy<T>(values: readonly T[], key: (value: T) => string): T[] {
  const keyed = values.map(value => ({ key: key(value), value }));
  // By code unit, not by locale: the same on every machine.
  keyed.sort((a, b) => {
    if (a.key === b.key) {
      return 0;
    }
    return a.key < b.key ? -1 : 1;
  });
  return keyed.map(({ value }) => value);
}

function digest(value: unknown): string {
  return sha256Hex(canonicalBytes(value), sha256);
}
