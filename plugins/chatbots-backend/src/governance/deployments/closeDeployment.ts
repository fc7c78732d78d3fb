import type { ReasonCode } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  PromotionActor,
  PromotionCommand,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  DeploymentRow,
  endLiveDeployment,
  updateDeployment,
} from '../../database/deployments';
import { LockedPromotion } from '../../records/promotions';
import { Evidence } from '../evidence/EvidenceVerifier';
import {
  move,
  refreshOpen,
  TransitionFacts,
} from '../promotions/PromotionKeeper';
import { upsertStage } from '../../database/stages';
import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** What ending a deployment needs. */
export interface DeploymentDependencies {
  unitOfWork: UnitOfWork;
  evidence: Evidence;
}

/** How a deployment ended, and who says so. */
export interface Closing {
  outcome: Api.DeploymentOutcomeReport['outcome'];
  message?: string;
  command: PromotionCommand;
  actor: PromotionActor;
  /** Reason code, where the promotion's new state has one. */
  reason?: ReasonCode;
  /** Proves what other promotions rest on before they are brought up to date. */
  evidence: Evidence;
}

/** Ends an open deployment and its promotion with it. With success the version takes the stage over. */
export async function closeDeployment(
  work: Work,
  locked: LockedPromotion,
  deployment: DeploymentRow,
  { outcome, message, command, actor, reason, evidence }: Closing,
): Promise<void> {
  if (outcome === 'deployed') {
    await takeOver(work, deployment);
  }
  await updateDeployment(work.db, deployment.id, {
    state: outcome,
    open_key: null,
    weight: outcome === 'deployed' ? 100 : 0,
    finished_at: work.now,
    message: message ?? null,
  });
  await work.record(closingEvent(deployment, { outcome, message, reason }));
  await move(work, locked, {
    command,
    actor,
    event: facts => endingEvent(facts, deployment, { outcome, reason }),
  });
  // What runs where changed, and with it what open promotions replace.
  await refreshOpen(work, deployment.chatbot, evidence);
}

/** What is recorded of the deployment. */
function closingEvent(
  deployment: DeploymentRow,
  { outcome, message, reason }: Pick<Closing, 'outcome' | 'message' | 'reason'>,
): ChatbotEvent {
  const { chatbot, id } = deployment;
  const subject = { kind: 'deployment' as const, chatbot, id };
  const data = {
    promotionId: deployment.promotion_id,
    version: deployment.version,
    digest: deployment.digest,
    stage: deployment.stage,
    ...(deployment.fallback_digest
      ? { replaces: deployment.fallback_digest }
      : {}),
  };
  const texts = message ? { message } : {};
  if (outcome === 'failed') {
    return {
      type: 'deployment.failed',
      subject,
      data: { ...data, ...(reason ? { reasonCode: reason } : {}) },
      texts,
    };
  }
  if (outcome === 'rolled-back') {
    return { type: 'deployment.rolled-back', subject, data, texts };
  }
  return { type: 'deployment.deployed', subject, data, texts };
}

/** What is recorded of the promotion that ends with its deployment. */
function endingEvent(
  facts: TransitionFacts,
  deployment: DeploymentRow,
  { outcome, reason }: Pick<Closing, 'outcome' | 'reason'>,
): ChatbotEvent {
  const { subject } = facts;
  const data = { ...facts.data, deploymentId: deployment.id };
  if (outcome === 'failed') {
    return {
      type: 'promotion.failed',
      subject,
      data: { ...data, ...(reason ? { reasonCode: reason } : {}) },
    };
  }
  if (outcome === 'rolled-back') {
    return { type: 'promotion.rolled-back', subject, data };
  }
  return { type: 'promotion.deployed', subject, data };
}

async function takeOver(work: Work, deployment: DeploymentRow): Promise<void> {
  const { chatbot, stage } = deployment;
  await endLiveDeployment(work.db, { chatbot, stage, now: work.now });
  await upsertStage(work.db, {
    chatbot,
    stage,
    version_id: deployment.version_id,
    version: deployment.version,
    digest: deployment.digest,
    deployment_id: deployment.id,
    since: work.now,
  });
}
