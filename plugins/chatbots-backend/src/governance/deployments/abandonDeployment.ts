import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { findDeploymentOf } from '../../database/deployments';
import { lockPromotion } from '../promotions/PromotionKeeper';
import { closeDeployment, DeploymentDependencies } from './closeDeployment';

/**
 * Closes the deployment of a promotion as failed when its pipeline will not report any more, so that the stage is free again.
 * What runs in the stage stays what ran there before. Throws `comment-required`, `promotion-unknown`, and `promotion-state` when nothing is being
 * deployed.
 */
export async function abandonDeployment(
  { unitOfWork, evidence }: DeploymentDependencies,
  options: { userRef: string; promotionId: string; comment: string },
): Promise<void> {
  const { userRef, promotionId, comment } = options;
  if (!comment.trim()) {
    throw errorWithReason(
      'comment-required',
      'Say why nothing more will be reported',
    );
  }
  await unitOfWork.run({ actor: { kind: 'user', userRef } }, async work => {
    const locked = await lockPromotion(work, promotionId);
    const deployment = await findDeploymentOf(work.db, promotionId);
    if (deployment?.state !== 'open') {
      throw errorWithReason(
        'promotion-state',
        `The promotion is ${locked.promotion.state}: no deployment is open`,
      );
    }
    await closeDeployment(work, locked, deployment, {
      outcome: 'failed',
      message: comment,
      command: 'abandon',
      actor: 'admin',
      reason: 'deployment-abandoned',
      evidence,
    });
  });
}
