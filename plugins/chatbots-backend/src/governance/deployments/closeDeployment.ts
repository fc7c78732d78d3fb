import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  PromotionActor,
  PromotionCommand,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Work } from '../../database';
import {
  DeploymentRow,
  endLiveDeployment,
  updateDeployment,
} from '../../database/deployments';
import { Held } from '../../records/promotions';
import { move, refreshOpen } from '../promotions/PromotionKeeper';
import { upsertStage } from '../../database/stages';

/** How a deployment ended, and who says so. */
export interface Closing {
  outcome: Api.DeploymentOutcomeReport['outcome'];
  message?: string;
  command: PromotionCommand;
  actor: PromotionActor;
  /** Reason code, where the promotion's new state has one. */
  reason?: string;
}

/** Ends an open deployment and its promotion with it. With success the version takes the stage over. */
export async function closeDeployment(
  work: Work,
  held: Held,
  deployment: DeploymentRow,
  { outcome, message, command, actor, reason }: Closing,
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
  await work.record({
    type: `deployment.${outcome}`,
    subject: {
      kind: 'deployment',
      chatbot: deployment.chatbot,
      id: deployment.id,
    },
    data: {
      version: deployment.version,
      digest: deployment.digest,
      stage: deployment.stage,
      ...(deployment.fallback_digest
        ? { replaces: deployment.fallback_digest }
        : {}),
      ...(reason ? { reasonCode: reason } : {}),
    },
    ...(message ? { texts: { message } } : {}),
  });
  await move(work, held, {
    command,
    actor,
    reason,
    data: { deploymentId: deployment.id },
  });
  // What runs where changed, and with it what open promotions replace.
  await refreshOpen(work, deployment.chatbot);
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
