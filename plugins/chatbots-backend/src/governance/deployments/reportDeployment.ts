import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PromotionCommand } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { PipelineActor } from '../../database/Actor';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  DeploymentRow,
  findDeployment,
  insertDeploymentStep,
  listDeploymentSteps,
  updateDeployment,
} from '../../database/deployments';
import { assertOwnChatbot, LockedPromotion } from '../../records/promotions';
import { lockPromotion } from '../promotions/PromotionKeeper';
import { closeDeployment, DeploymentDependencies } from './closeDeployment';

/** Who reports on which deployment. */
export interface ReportContext {
  actor: PipelineActor;
  deploymentId: string;
  /** Only for example histories. */
  occurredAt?: Date;
  demo?: boolean;
}

/** Records one step. The same step twice is one record; a gap or another step with its number is refused. */
export async function reportStep(
  unitOfWork: UnitOfWork,
  context: ReportContext,
  step: Api.DeploymentStepReport,
): Promise<void> {
  await unitOfWork.run(context, async work => {
    const { deployment } = await holdDeployment(work, context);
    const before = await listDeploymentSteps(work.db, [deployment.id]);
    const same = before.find(row => row.sequence === step.sequence);
    if (same) {
      if (
        same.name === step.name &&
        same.weight === step.weight &&
        same.status === step.status
      ) {
        work.unchanged();
        return;
      }
      throw errorWithReason(
        'step-out-of-order',
        `Step ${step.sequence} was reported as '${same.name}' before`,
      );
    }
    assertOpen(deployment);
    if (step.sequence !== before.length + 1) {
      throw errorWithReason(
        'step-out-of-order',
        `Step ${before.length + 1} comes next, not ${step.sequence}`,
      );
    }
    await insertDeploymentStep(work.db, {
      deployment_id: deployment.id,
      sequence: step.sequence,
      name: step.name,
      weight: step.weight,
      status: step.status,
      message: step.message ?? null,
      reported_at: work.now,
    });
    await updateDeployment(work.db, deployment.id, { weight: step.weight });
    await work.record({
      type: 'deployment.step-reported',
      subject: {
        kind: 'deployment',
        chatbot: deployment.chatbot,
        id: deployment.id,
      },
      data: {
        promotionId: deployment.promotion_id,
        version: deployment.version,
        digest: deployment.digest,
        stage: deployment.stage,
        sequence: step.sequence,
        weight: step.weight,
        status: step.status,
      },
      // Somebody's own words.
      texts: {
        step: step.name,
        ...(step.message ? { message: step.message } : {}),
      },
    });
  });
}

const COMMANDS: Record<
  Api.DeploymentOutcomeReport['outcome'],
  PromotionCommand
> = {
  deployed: 'report-deployed',
  'rolled-back': 'report-rolled-back',
  failed: 'report-failed',
};

/** Closes a deployment. With success the version takes the stage over. */
export async function reportOutcome(
  { unitOfWork, evidence }: DeploymentDependencies,
  context: ReportContext,
  { outcome, message }: Api.DeploymentOutcomeReport,
): Promise<void> {
  await unitOfWork.run(context, async work => {
    const { deployment, locked } = await holdDeployment(work, context);
    if (deployment.state === outcome) {
      work.unchanged();
      return;
    }
    assertOpen(deployment);
    await closeDeployment(work, locked, deployment, {
      outcome,
      message,
      command: COMMANDS[outcome],
      actor: 'pipeline',
      evidence,
    });
  });
}

function assertOpen(deployment: DeploymentRow): void {
  if (deployment.state !== 'open') {
    throw errorWithReason(
      'deployment-closed',
      `The deployment is ${deployment.state} already`,
    );
  }
}

async function holdDeployment(
  work: Work,
  { actor, deploymentId }: ReportContext,
): Promise<{ deployment: DeploymentRow; locked: LockedPromotion }> {
  const find = () => findDeployment(work.db, deploymentId);
  const known = await find();
  if (!known) {
    throw errorWithReason(
      'deployment-unknown',
      `There is no deployment ${deploymentId}`,
    );
  }
  assertOwnChatbot(actor, known.chatbot);
  const locked = await lockPromotion(work, known.promotion_id);
  return { deployment: (await find()) ?? known, locked };
}
