import { EvidenceListener, Recorded } from '../commands';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { millisOf, readInstant } from '../../database/Clock';
import { Work } from '../../database/UnitOfWork';
import {
  findModelVersion,
  ModelVersionRow,
} from '../../database/modelVersions';
import {
  insertEvaluation,
  EvaluationRow,
  findEvaluationByIdentity,
} from '../../database/evaluations';
import { DeploymentRow, findDeployment } from '../../database/deployments';
import { originFacts } from '../../records/originFacts';
import { evaluationContent } from '../../records/evaluationDigests';
import { evaluationRows } from '../../records/evaluationRows';

/** How far a pipeline's clock may run ahead, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** A whole report, and what the portal knows of it. */
export interface WholeReport {
  report: Api.EvaluationReport;
  /** Id that its evaluation gets. */
  id: string;
  chatbot: string;
  /** Digest of what makes it one run. */
  identity: string;
  run: Api.PipelineRun;
  origin: Api.Origin;
}

/**
 * Records an evaluation with its event, inside a unit of work that holds the lock of the chatbot. The same run with the same results
 * is one record, whether it came whole or in parts.
 */
export async function recordEvaluation(
  work: Work,
  whole: WholeReport,
  listener: EvidenceListener,
): Promise<Recorded<EvaluationRow>> {
  const { report, chatbot, identity } = whole;
  const content = evaluationContent(report);
  const version = await versionOf(work, chatbot, report);
  const existing = await findEvaluationByIdentity(work.db, identity);
  if (existing) {
    assertSameContent(existing, content);
    work.unchanged();
    return { record: existing, created: false };
  }
  const deployment = await deploymentOf(work, report, version);
  const rows = evaluationRows(report, {
    id: whole.id,
    chatbot,
    version_id: version.id,
    version: version.version,
    digest: version.digest,
    deployment_id: deployment?.id ?? null,
    stage: deployment?.stage ?? null,
    identity_digest: identity,
    content_digest: content,
    run: JSON.stringify(whole.run),
    origin: JSON.stringify(whole.origin),
    demo: work.demo,
    reported_at: work.now,
  });
  await insertEvaluation(work.db, rows);
  await record(work, rows.evaluation, report);
  await listener.onEvidenceReported(work, chatbot);
  return { record: rows.evaluation, created: true };
}

/** Refuses what ends before it starts, or in the future. Throws `input-invalid`. */
export function assertTimes(report: Api.EvaluationReport, now: Date): void {
  const started = millisOf(readInstant(report.startedAt));
  const finished = millisOf(readInstant(report.finishedAt));
  if (finished < started) {
    throw errorWithReason('input-invalid', 'finishedAt is before startedAt');
  }
  if (finished > now.getTime() + CLOCK_SKEW_MS) {
    throw errorWithReason('input-invalid', 'finishedAt lies in the future', {
      hint: "Set the pipeline's clock; a few minutes of skew are accepted.",
    });
  }
}

/** The version that was evaluated. Throws `version-unknown` or `digest-mismatch`. */
export async function versionOf(
  work: Work,
  chatbot: string,
  report: Api.EvaluationReport,
): Promise<ModelVersionRow> {
  const version = await findModelVersion(work.db, chatbot, report.version);
  if (report.digest !== undefined && report.digest !== version.digest) {
    throw errorWithReason(
      'digest-mismatch',
      `Version '${version.version}' has another digest than the one evaluated`,
      {
        hint: 'Evaluate the bundle that was reported under this version name.',
        details: { recorded: version.digest, stated: report.digest },
      },
    );
  }
  return version;
}

function assertSameContent(existing: EvaluationRow, content: string): void {
  if (existing.content_digest !== content) {
    throw errorWithReason(
      'evaluation-conflict',
      `This run was reported with other results as evaluation ${existing.id}`,
      {
        hint: 'Report a new run; results of a run cannot be changed.',
        details: { evaluationId: existing.id },
      },
    );
  }
}

/** The running deployment that was tested, if one was. */
async function deploymentOf(
  work: Work,
  report: Api.EvaluationReport,
  version: ModelVersionRow,
): Promise<DeploymentRow | undefined> {
  const { deploymentId } = report;
  if (deploymentId === undefined) {
    return undefined;
  }
  const deployment = await findDeployment(work.db, deploymentId);
  if (!deployment) {
    throw errorWithReason(
      'deployment-unknown',
      `There is no deployment '${deploymentId}'`,
    );
  }
  if (deployment.chatbot !== version.chatbot) {
    throw errorWithReason(
      'token-foreign',
      'The deployment belongs to another chatbot than the pipeline token',
    );
  }
  if (deployment.version_id !== version.id) {
    throw errorWithReason(
      'digest-mismatch',
      `Deployment '${deploymentId}' runs another version than '${version.version}'`,
      { hint: 'Report the version that the deployment answers with.' },
    );
  }
  if (deployment.ended_at !== null) {
    // Whoever answers there now is another version, so nothing can be said of this one.
    throw errorWithReason(
      'deployment-closed',
      `Another version replaced deployment '${deploymentId}' at ${deployment.ended_at}`,
      {
        hint: 'Report tests while the version runs; deploy it again to test it.',
      },
    );
  }
  return deployment;
}

async function record(
  work: Work,
  row: EvaluationRow,
  report: Api.EvaluationReport,
): Promise<void> {
  const facts = originFacts(JSON.parse(row.origin));
  await work.record({
    type: 'evaluation.reported',
    subject: { kind: 'evaluation', chatbot: row.chatbot, id: row.id },
    data: {
      versionId: row.version_id,
      version: row.version,
      digest: row.digest,
      suite: row.suite,
      dataset: { ...report.dataset },
      judge: { ...report.judge },
      contentDigest: row.content_digest,
      identityDigest: row.identity_digest,
      metrics: report.metrics.map(({ name, value, sampleCount }) => ({
        name,
        value,
        sampleCount,
      })),
      samples: row.sample_count,
      ...(row.deployment_id === null
        ? {}
        : { deploymentId: row.deployment_id }),
      ...(row.stage === null ? {} : { stage: row.stage }),
      ...facts.data,
    },
    texts: { ...facts.texts, runDigest: sha256Text(row.run) },
  });
}
