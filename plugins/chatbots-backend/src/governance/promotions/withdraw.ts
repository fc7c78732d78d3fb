import {
  assessApprovals,
  isDecidable,
  sameRef,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  DecisionRow,
  listActiveDecisions,
  withdrawDecisionRow,
} from '../../database/decisions';
import { Evidence, withAlarm } from '../evidence/EvidenceVerifier';
import { DecideDependencies, readDeciders } from './decidePromotion';
import { LockedPromotion, toDecision } from '../../records/promotions';
import { lockPromotion, move, refresh } from './PromotionKeeper';
import { requestedUntil } from './requestPromotion';
import { updatePromotion } from '../../database/promotions';

/** Takes a request back. For whom the request counts as made by. */
export async function withdrawPromotion(
  unitOfWork: UnitOfWork,
  options: { userRef: string; promotionId: string },
): Promise<void> {
  const { userRef, promotionId } = options;
  await unitOfWork.run({ actor: { kind: 'user', userRef } }, async work => {
    const locked = await lockPromotion(work, promotionId);
    if (!locked.promotion.requesters.some(one => sameRef(one, userRef))) {
      throw errorWithReason(
        'not-allowed',
        'Only a requester can withdraw a request',
      );
    }
    await move(work, locked, {
      command: 'withdraw',
      actor: 'requester',
      event: ({ subject, data }) => ({
        type: 'promotion.withdrawn',
        subject,
        data,
      }),
    });
  });
}

/** Takes one's own decision back; an approved promotion that loses its quorum with it waits again. */
export async function withdrawDecision(
  { knex, unitOfWork, memberships, evidence }: DecideDependencies,
  options: { userRef: string; promotionId: string },
): Promise<void> {
  const { userRef, promotionId } = options;
  const groups: Record<string, string[]> = {};
  for (const user of await readDeciders(knex, promotionId)) {
    groups[user] = [...(await memberships.groupsOf(user))];
  }
  await withAlarm(evidence, () =>
    unitOfWork.run({ actor: { kind: 'user', userRef } }, work =>
      takeBack(work, { userRef, promotionId, groups, evidence }),
    ),
  );
}

async function takeBack(
  work: Work,
  options: {
    userRef: string;
    promotionId: string;
    groups: Record<string, string[]>;
    evidence: Evidence;
  },
): Promise<void> {
  const { userRef, promotionId, groups, evidence } = options;
  const locked = await refresh(
    work,
    await lockPromotion(work, promotionId),
    evidence,
  );
  const { promotion } = locked;
  const own = (await listActiveDecisions(work.db, promotion.id)).find(
    decision => sameRef(decision.user_ref, userRef),
  );
  if (!own) {
    throw errorWithReason(
      'decision-unknown',
      'You have no decision to take back',
    );
  }
  if (!isDecidable(promotion.state)) {
    throw errorWithReason(
      'promotion-state',
      `The promotion is ${promotion.state}: decisions stand`,
    );
  }
  await withdrawDecisionRow(work.db, own.id, work.now);
  await work.record({
    type: 'promotion.decision-withdrawn',
    subject: {
      kind: 'promotion',
      chatbot: promotion.row.chatbot,
      id: promotion.id,
    },
    data: {
      decisionId: own.id,
      version: promotion.row.version,
      digest: promotion.row.digest,
      stage: promotion.row.stage,
      bindingDigest: own.binding_digest,
    },
  });
  const { satisfied, perRule, missing } = assess(
    locked,
    await listActiveDecisions(work.db, promotion.id),
    groups,
  );
  const columns = {
    assessment: JSON.stringify({ perRule, missing }),
    updated_at: work.now,
  };
  if (promotion.state === 'approved' && !satisfied) {
    // It waits as a request again, and no longer than one: else it could be approved anew without end.
    const expiresAt = requestedUntil(
      promotion.row.requested_at,
      promotion.rules.expiry.request,
    );
    await move(work, locked, {
      command: 'withdraw-decision',
      actor: 'reviewer',
      columns: { ...columns, approved_at: null, expires_at: expiresAt },
      event: ({ subject, data }) => ({
        type: 'promotion.reopened',
        subject,
        data: { ...data, expiresAt },
      }),
    });
  } else {
    await updatePromotion(work.db, promotion.id, columns);
  }
}

function assess(
  { promotion }: LockedPromotion,
  decisions: DecisionRow[],
  memberships: Record<string, string[]>,
) {
  return assessApprovals({
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision),
    memberships,
    bindingDigest: promotion.row.binding_digest,
  });
}
