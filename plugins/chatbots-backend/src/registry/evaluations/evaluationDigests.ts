import {
  Api,
  canonicalBytes,
  sha256Hex,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { sha256 } from '../../crypto/sha256';

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

/**
 * Digest over everything that is reported about the run. Approvals freeze it, so it covers every number and text; the
 * run's own description is left out, because a retried step may word its link differently.
 */
export function evaluationContent(report: Api.EvaluationReport): string {
  const { run: _run, ...content } = report;
  return digest({
    ...content,
    slices: content.slices ?? [],
    samples: content.samples ?? [],
  });
}

function digest(value: unknown): string {
  return sha256Hex(canonicalBytes(value), sha256);
}
