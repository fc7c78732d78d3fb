import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Knex } from 'knex';
import { PORTAL } from '../../database/Actor';
import { UnitOfWork } from '../../database/UnitOfWork';
import { listIdsBeforeDeployment } from '../../database/promotions';
import { MembershipReader } from '../../people';
import { Evidence, withAlarm } from '../evidence/EvidenceVerifier';
import { approveIfComplete, readDeciders } from './decidePromotion';
import { lockPromotion, refresh } from './PromotionKeeper';

/**
 * Lets time pass: what is over expires, and what had its approvals and waited only for time (a soak) is approved. Safe to run on
 * several replicas at once: each promotion is evaluated under its chatbot's lock.
 */
export async function sweepPromotions(options: {
  knex: Knex;
  unitOfWork: UnitOfWork;
  memberships: MembershipReader;
  logger: LoggerService;
  evidence: Evidence;
}): Promise<void> {
  const { knex, unitOfWork, memberships, logger, evidence } = options;
  for (const id of await listIdsBeforeDeployment(knex)) {
    try {
      const groups: Record<string, string[]> = {};
      for (const user of await readDeciders(knex, id)) {
        groups[user] = [...(await memberships.groupsOf(user))];
      }
      await withAlarm(evidence, () =>
        unitOfWork.run({ actor: PORTAL }, async work => {
          work.unchanged();
          const locked = await refresh(
            work,
            await lockPromotion(work, id),
            evidence,
          );
          if (
            locked.promotion.state === 'requested' &&
            (Object.keys(groups).length > 0 ||
              locked.promotion.rules.approvals.length === 0)
          ) {
            await approveIfComplete(work, locked, groups, evidence);
          }
        }),
      );
    } catch (error) {
      // One promotion that can't be evaluated now must not hold up the others.
      logger.warn(
        `Promotion ${id} was not brought up to date`,
        toError(error) as Error,
      );
    }
  }
}
