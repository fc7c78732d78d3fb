import {
  assessApprovals,
  impliesDeployment,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  describeReason,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { PipelineActor } from '../../database/Actor';
import { Clock } from '../../database/Clock';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import { fromJson } from '../../database/json';
import { PermitRow, findPermitOf, insertPermit } from '../../database/permits';
import { CheckedSigner } from '../../keys';
import { MembershipReader } from '../../people';
import {
  assertReleaseProven,
  Evidence,
  withAlarm,
} from '../evidence/EvidenceVerifier';
import { readDeciders } from '../promotions/decidePromotion';
import {
  assertOwnChatbot,
  LockedPromotion,
  toDecision,
} from '../../records/promotions';
import { findPromotion } from '../../database/promotions';
import {
  currentSnapshot,
  lockPromotion,
  move,
  refresh,
} from '../promotions/PromotionKeeper';
import { listActiveDecisions } from '../../database/decisions';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { SignedAhead, signAhead, saysNow } from './signAhead';

/** What issuing needs. */
export interface IssueDependencies {
  knex: Knex;
  unitOfWork: UnitOfWork;
  memberships: MembershipReader;
  clock: Clock;
  signer: CheckedSigner;
  evidence: Evidence;
  /** Address of the portal, for the statement. */
  portal: string;
}

/** How often a permit is signed anew because its facts changed while it was signed. */
const ATTEMPTS = 3;

/** The facts changed between signing and the transaction. */
const CHANGED = Symbol('changed');

/**
 * Issues the permit of an approved promotion, or returns the one issued. Approvals, memberships, checks and bound facts are
 * evaluated again: what was true at decision need not be true at release.
 *
 * @remarks
 * The permit is signed before the transaction, since the signer may be another system. Inside it is issued only if it says
 * exactly what is true by then; otherwise it is dropped, and another one is signed. Throws `conflicting-write` when the facts
 * change each time, and `signer-unavailable`.
 */
export async function issuePermit(
  dependencies: IssueDependencies,
  options: {
    actor: PipelineActor;
    promotionId: string;
    occurredAt?: Date;
    demo?: boolean;
  },
): Promise<Api.Permit> {
  const { knex, unitOfWork, memberships } = dependencies;
  const { actor, promotionId, occurredAt, demo } = options;
  const { chatbot } = await findPromotion(knex, promotionId);
  assertOwnChatbot(actor, chatbot);
  const groups: Record<string, string[]> = {};
  for (const user of await readDeciders(knex, promotionId)) {
    groups[user] = [...(await memberships.groupsOf(user))];
  }
  let result: PermitRow | Error | typeof CHANGED = CHANGED;
  for (let n = 0; n < ATTEMPTS && result === CHANGED; n += 1) {
    const ahead = await signAhead(dependencies, promotionId, occurredAt);
    result = await withAlarm(dependencies.evidence, () =>
      unitOfWork.run({ actor, occurredAt, demo }, work =>
        release(work, dependencies, { promotionId, groups, ahead }),
      ),
    );
  }
  if (result === CHANGED) {
    throw errorWithReason(
      'conflicting-write',
      'What the permit says changed while it was signed',
    );
  }
  if (result instanceof Error) {
    throw result;
  }
  return {
    permitId: result.id,
    promotionId: result.promotion_id,
    envelope: fromJson(result.envelope),
    expiresAt: result.expires_at,
  };
}

/** Returns a refusal rather than throwing it, so that a promotion found void or expired stays so. */
async function release(
  work: Work,
  dependencies: IssueDependencies,
  options: {
    promotionId: string;
    groups: Record<string, string[]>;
    ahead: SignedAhead | undefined;
  },
): Promise<PermitRow | Error | typeof CHANGED> {
  const { promotionId, groups, ahead } = options;
  const locked = await refresh(
    work,
    await lockPromotion(work, promotionId),
    dependencies.evidence,
  );
  const { promotion } = locked;
  const unchanged = () => {
    if (!locked.wrote) {
      work.unchanged();
    }
  };
  if (promotion.state === 'released') {
    unchanged();
    const permit = await findPermitOf(work.db, promotionId);
    if (!permit) {
      return errorWithReason('permit-unknown', 'The permit is gone');
    }
    await assertReleaseProven(dependencies.evidence, work.db, locked, {
      snapshot: await currentSnapshot(work, locked, dependencies.evidence),
      decisions: await listActiveDecisions(work.db, promotionId),
      permit,
    });
    return permit;
  }
  if (promotion.state !== 'approved') {
    unchanged();
    return refusal(locked);
  }
  const decisions = await listActiveDecisions(work.db, promotionId);
  const assessment = assessApprovals({
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision),
    memberships: groups,
    bindingDigest: promotion.row.binding_digest,
  });
  if (!assessment.satisfied) {
    unchanged();
    return errorWithReason(
      'quorum-missing',
      `Approvals no longer suffice: ${assessment.missing.join('; ')}`,
    );
  }
  const snapshot = await currentSnapshot(work, locked, dependencies.evidence);
  const failing = snapshot.gate.results.filter(({ blocking }) => blocking);
  if (failing.length > 0) {
    unchanged();
    return errorWithReason(
      'checks-not-passed',
      failing.map(({ reason }) => reason).join('; '),
    );
  }
  await assertReleaseProven(dependencies.evidence, work.db, locked, {
    snapshot,
    decisions,
  });
  if (!ahead || !saysNow(ahead, locked, dependencies.portal, work.now)) {
    unchanged();
    return CHANGED;
  }
  return storePermit(work, locked, ahead);
}

function refusal({ promotion }: LockedPromotion): Error {
  const { state, row } = promotion;
  switch (state) {
    case 'void':
      return errorWithReason(
        'promotion-void',
        `What this promotion rests on changed: ${describeReason(
          row.state_reason ?? 'promotion-void',
        )}`,
      );
    case 'expired':
      return errorWithReason(
        'approval-expired',
        'The approval was not used in time',
      );
    default:
      return impliesDeployment(state)
        ? errorWithReason(
            'permit-consumed',
            `The promotion is ${state} already`,
          )
        : errorWithReason(
            'promotion-state',
            `The promotion is ${state}, not approved`,
          );
  }
}

async function storePermit(
  work: Work,
  locked: LockedPromotion,
  ahead: SignedAhead,
): Promise<PermitRow> {
  const { promotion } = locked;
  const { permitId, expiresAt } = ahead.statement.predicate;
  const { keyId } = ahead;
  const row: PermitRow = {
    id: permitId,
    promotion_id: promotion.id,
    envelope: JSON.stringify(ahead.envelope),
    key_id: keyId,
    issued_at: work.now,
    expires_at: expiresAt,
    consumed_at: null,
    idempotency_key: null,
    deployment_id: null,
  };
  await insertPermit(work.db, row);
  await move(work, locked, {
    command: 'issue-permit',
    actor: 'pipeline',
    columns: { expires_at: expiresAt },
    event: ({ subject, data }) => ({
      type: 'promotion.released',
      subject,
      data: {
        ...data,
        permitId,
        keyId,
        expiresAt,
        envelopeDigest: sha256Text(row.envelope),
      },
    }),
  });
  return row;
}
