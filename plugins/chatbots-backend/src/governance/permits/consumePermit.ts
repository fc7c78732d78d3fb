import {
  describeReason,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { describeState } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { randomUUID } from 'node:crypto';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { PipelineActor } from '../../database/Actor';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  DeploymentRow,
  findOpenDeploymentId,
  insertDeployment,
} from '../../database/deployments';
import { findPermit, markPermitConsumed } from '../../database/permits';
import { listActiveDecisions } from '../../database/decisions';
import { consumptionClaim } from '../../records/claims/promotionClaims';
import {
  assertProven,
  assertReleaseProven,
  Evidence,
  withAlarm,
} from '../evidence/EvidenceVerifier';
import {
  currentSnapshot,
  lockPromotion,
  move,
  refresh,
} from '../promotions/PromotionKeeper';
import { assertOwnChatbot } from '../../records/promotions';

/** Consuming a permit. */
export interface ConsumeOptions {
  actor: PipelineActor;
  permitId: string;
  /** Run and attempt: the same key gets the same answer. */
  idempotencyKey: string;
  /** Digest of what the job is about to deploy. */
  digest: string;
  run?: Api.PipelineRun;
  /** Only for example histories. */
  occurredAt?: Date;
  demo?: boolean;
}

/** The deployment, and whether this call opened it. */
export interface ConsumeResult {
  deploymentId: string;
  created: boolean;
}

/** Consumes a permit once and opens one deployment. */
export async function consumePermit(
  { unitOfWork, evidence }: { unitOfWork: UnitOfWork; evidence: Evidence },
  options: ConsumeOptions,
): Promise<ConsumeResult> {
  const { actor, occurredAt, demo } = options;
  const result = await withAlarm(evidence, () =>
    unitOfWork.run({ actor, occurredAt, demo }, work =>
      consume(work, options, evidence),
    ),
  );
  if (result instanceof Error) {
    throw result;
  }
  return result;
}

async function consume(
  work: Work,
  options: ConsumeOptions,
  evidence: Evidence,
): Promise<ConsumeResult | Error> {
  const { actor, permitId, idempotencyKey, digest } = options;
  const known = await findPermit(work.db, permitId);
  const found = await lockPromotion(work, known.promotion_id);
  assertOwnChatbot(actor, found.chatbot.name);
  // Read again under the lock: a second run may have consumed it meanwhile.
  const permit = await findPermit(work.db, permitId);
  if (digest !== found.version.digest) {
    throw errorWithReason(
      'permit-digest-mismatch',
      'The permit releases another digest than the one to deploy',
    );
  }
  if (permit.consumed_at !== null) {
    work.unchanged();
    if (permit.idempotency_key !== idempotencyKey || !permit.deployment_id) {
      return errorWithReason(
        'permit-consumed',
        'Another run consumed this permit',
      );
    }
    await assertProven(evidence, work.db, [
      consumptionClaim(found.promotion, permit),
    ]);
    return { deploymentId: permit.deployment_id, created: false };
  }
  const expired = permit.expires_at <= work.now;
  const locked = await refresh(work, found, evidence);
  const { promotion } = locked;
  if (expired || promotion.state !== 'released') {
    if (!locked.wrote) {
      work.unchanged();
    }
    return expired
      ? errorWithReason(
          'permit-expired',
          `The permit expired at ${permit.expires_at}`,
        )
      : errorWithReason(
          promotion.state === 'void' ? 'promotion-void' : 'promotion-state',
          `The promotion is ${describeState(promotion.state)}: ${
            promotion.row.state_reason
              ? describeReason(promotion.row.state_reason)
              : 'no permit is in force'
          }`,
        );
  }
  const openKey = `${promotion.row.chatbot}|${promotion.row.stage}`;
  const open = await findOpenDeploymentId(work.db, openKey);
  if (open !== undefined) {
    throw errorWithReason(
      'deployment-open',
      `Another deployment to ${promotion.row.stage} is open`,
      { details: { deploymentId: open } },
    );
  }
  const decisions = await listActiveDecisions(work.db, promotion.id);
  await assertReleaseProven(evidence, work.db, locked, {
    snapshot: await currentSnapshot(work, locked, evidence),
    decisions,
    permit,
  });
  const approvals = decisions.filter(
    decision => decision.outcome === 'approve',
  );
  const deployment: DeploymentRow = {
    id: randomUUID(),
    chatbot: promotion.row.chatbot,
    stage: promotion.row.stage,
    version_id: promotion.row.version_id,
    version: promotion.row.version,
    digest: promotion.row.digest,
    promotion_id: promotion.id,
    strategy: promotion.row.strategy,
    state: 'open',
    open_key: openKey,
    weight: 0,
    replaces_version: promotion.row.replaces_version,
    fallback_digest: promotion.row.replaces_digest,
    approved_by: JSON.stringify(approvals.map(row => row.user_ref)),
    run: options.run ? JSON.stringify(options.run) : null,
    message: null,
    started_at: work.now,
    finished_at: null,
    ended_at: null,
  };
  await insertDeployment(work.db, deployment);
  await markPermitConsumed(work.db, permitId, {
    consumed_at: work.now,
    idempotency_key: idempotencyKey,
    deployment_id: deployment.id,
  });
  await move(work, locked, {
    command: 'consume-permit',
    actor: 'pipeline',
    event: ({ subject, data }) => ({
      type: 'promotion.deploying',
      subject,
      data: {
        ...data,
        permitId,
        deploymentId: deployment.id,
        strategy: deployment.strategy,
        ...(deployment.replaces_version
          ? { replacesVersion: deployment.replaces_version }
          : {}),
        ...(deployment.fallback_digest
          ? { fallbackDigest: deployment.fallback_digest }
          : {}),
      },
      people: { approvers: approvals.map(row => row.user_ref) },
      texts: {
        // A pipeline's own words.
        idempotencyKey,
        ...(deployment.run ? { runDigest: sha256Text(deployment.run) } : {}),
      },
    }),
  });
  return { deploymentId: deployment.id, created: true };
}
