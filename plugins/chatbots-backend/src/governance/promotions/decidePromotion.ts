import {
  assessApprovals,
  mayDecide,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  describeReason,
  errorWithReason,
  ErrorWithReason,
  ReasonCode,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  DecisionRow,
  insertDecision,
  listActiveDecisions,
} from '../../database/decisions';
import { MembershipReader, withIgnored } from '../../people';
import {
  LockedPromotion,
  toDecision,
  toRecord,
} from '../../records/promotions';
import { updatePromotion } from '../../database/promotions';
import { policyInForceClaim } from '../../records/claims/policyClaims';
import { factsClaims } from '../../records/claims/factsClaims';
import { promotionClaim } from '../../records/claims/promotionClaims';
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
  toGate,
} from './PromotionKeeper';
import { CurrentSnapshot } from './takeSnapshot';
import { approvalColumns } from './requestPromotion';

/** A person's decision. */
export interface DecideOptions {
  userRef: string;
  promotionId: string;
  decision: 'approve' | 'reject';
  comment?: string;
  /** Digest of what the person saw. */
  bindingDigest: string;
  /** Only for example histories. */
  occurredAt?: Date;
  demo?: boolean;
}

/** What deciding needs. */
export interface DecideDependencies {
  knex: Knex;
  unitOfWork: UnitOfWork;
  memberships: MembershipReader;
  evidence: Evidence;
}

type Memberships = Record<string, string[]>;

/** Groups of some people by their entity ref. Throws `membership-unavailable`. */
async function readGroups(
  memberships: MembershipReader,
  userRefs: readonly string[],
): Promise<Memberships> {
  const groups: Memberships = {};
  for (const userRef of new Set(userRefs)) {
    groups[userRef] = [...(await memberships.groupsOf(userRef))];
  }
  return groups;
}

/**
 * Records a decision and, with the last one that policy asks for, approves the promotion.
 *
 * @remarks
 * Groups are read from the catalog before the transaction, for the person and for everybody who decided before; a decision that
 * arrives in between is not among them, and is found again inside by the number of decisions read.
 */
export async function decidePromotion(
  { knex, unitOfWork, memberships, evidence }: DecideDependencies,
  options: DecideOptions,
): Promise<void> {
  const { userRef, decision, comment } = options;
  if (decision === 'reject' && !comment?.trim()) {
    throw errorWithReason('comment-required', 'Say why you reject it');
  }
  const groups: Memberships = await readGroups(memberships, [
    userRef,
    ...(await readDeciders(knex, options.promotionId)),
  ]);
  for (;;) {
    const outcome = await withAlarm(evidence, () =>
      unitOfWork.run(
        {
          actor: { kind: 'user', userRef },
          occurredAt: options.occurredAt,
          demo: options.demo,
        },
        work => decide(work, options, groups, evidence),
      ),
    );
    if (outcome.unknown.length === 0) {
      if (outcome.refused) {
        throw outcome.refused.reason === 'not-an-approver'
          ? await withIgnored(memberships, userRef, outcome.refused)
          : outcome.refused;
      }
      return;
    }
    Object.assign(groups, await readGroups(memberships, outcome.unknown));
  }
}

/** What one attempt came to. A refusal is returned, not thrown, so that what was found out is kept. */
interface Outcome {
  /** Deciders whose groups must be read first. */
  unknown: string[];
  refused?: ErrorWithReason;
}

async function decide(
  work: Work,
  options: DecideOptions,
  memberships: Memberships,
  evidence: Evidence,
): Promise<Outcome> {
  const found = await lockPromotion(work, options.promotionId);
  const locked = await refresh(work, found, evidence);
  const { promotion } = locked;
  const refuse = (code: ReasonCode, message: string): Outcome => {
    if (!locked.wrote) {
      work.unchanged();
    }
    return {
      unknown: [],
      refused: errorWithReason(code, message, {
        details: {
          state: promotion.state,
          bindingDigest: promotion.row.binding_digest,
        },
      }),
    };
  };
  if (promotion.state === 'void' && found.promotion.state !== 'void') {
    return refuse(
      'promotion-void',
      `What this promotion rests on changed: ${describeReason(
        promotion.row.state_reason ?? 'promotion-void',
      )}`,
    );
  }
  const decisions = await listActiveDecisions(work.db, promotion.id);
  const unknown = decisions
    .map(({ user_ref }) => user_ref)
    .filter(user => !(user in memberships));
  if (unknown.length > 0) {
    if (!locked.wrote) {
      work.unchanged();
    }
    return { unknown };
  }
  const permission = mayDecide({
    user: options.userRef,
    outcome: options.decision,
    groups: memberships[options.userRef],
    state: promotion.state,
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision),
  });
  if (!permission.allowed) {
    return refuse(
      permission.reasonCode ?? 'not-an-approver',
      permission.reason,
    );
  }
  if (options.bindingDigest !== promotion.row.binding_digest) {
    return refuse(
      'binding-changed',
      'What you saw is not what would be approved now; look again and decide',
    );
  }
  const snapshot = await currentSnapshot(work, locked, evidence);
  const outstanding = snapshot.gate.results.find(
    ({ blocking, reasonCode }) =>
      blocking && reasonCode === 'answer-outstanding',
  );
  if (options.decision === 'approve' && outstanding) {
    // The answer is part of what is approved: an approval from before it would be void when it comes.
    return refuse('answer-outstanding', outstanding.reason);
  }
  await assertProven(evidence, work.db, [
    policyInForceClaim(snapshot.policy),
    ...factsClaims(locked.chatbot),
    promotionClaim(promotion),
  ]);
  await recordDecision(work, locked, options);
  if (options.decision === 'reject') {
    await move(work, locked, {
      command: 'reject',
      actor: 'reviewer',
      columns: { gate: decidedGate(promotion, snapshot) },
      event: ({ subject, data }) => ({
        type: 'promotion.rejected',
        subject,
        data: { ...data, reasonCode: 'rejected-by-reviewer' },
      }),
    });
  } else {
    await approveIfComplete(work, locked, memberships, evidence);
  }
  return { unknown: [] };
}

async function recordDecision(
  work: Work,
  { promotion }: LockedPromotion,
  { userRef, decision, comment }: DecideOptions,
): Promise<void> {
  const row: DecisionRow = {
    id: randomUUID(),
    promotion_id: promotion.id,
    user_ref: userRef,
    outcome: decision,
    binding_digest: promotion.row.binding_digest,
    active_key: activeKey(promotion.id, userRef, promotion.row.binding_digest),
    comment: comment ?? null,
    decided_at: work.now,
    withdrawn_at: null,
  };
  await insertDecision(work.db, row);
  await work.record({
    type: 'promotion.decided',
    subject: {
      kind: 'promotion',
      chatbot: promotion.row.chatbot,
      id: promotion.id,
    },
    data: {
      decisionId: row.id,
      decision,
      version: promotion.row.version,
      digest: promotion.row.digest,
      stage: promotion.row.stage,
      bindingDigest: row.binding_digest,
    },
    texts: comment ? { comment } : {},
  });
}

/** One approval by one person of one digest: the database refuses a second, whatever raced. */
function activeKey(promotionId: string, userRef: string, digest: string) {
  return sha256Text(
    JSON.stringify([promotionId, userRef.toLowerCase(), digest]),
  );
}

/**
 * Evaluates approvals and checks together and approves when both are complete. Throws `evidence-not-authenticated` for what would
 * count and is not in the log.
 */
export async function approveIfComplete(
  work: Work,
  locked: LockedPromotion,
  memberships: Memberships,
  evidence: Evidence,
): Promise<LockedPromotion> {
  const { promotion } = locked;
  const decisions = await listActiveDecisions(work.db, promotion.id);
  const assessment = assessApprovals({
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision),
    memberships,
    bindingDigest: promotion.row.binding_digest,
  });
  const snapshot = await currentSnapshot(work, locked, evidence);
  const failing = snapshot.gate.results.filter(({ blocking }) => blocking);
  const columns = {
    gate: decidedGate(promotion, snapshot),
    assessment: JSON.stringify({
      perRule: assessment.perRule,
      missing: [...assessment.missing, ...failing.map(({ reason }) => reason)],
    }),
  };
  const next: LockedPromotion = {
    ...locked,
    promotion: toRecord({ ...promotion.row, ...columns }),
  };
  if (
    assessment.satisfied &&
    failing.length === 0 &&
    promotion.state === 'requested'
  ) {
    await assertReleaseProven(evidence, work.db, locked, {
      snapshot,
      decisions,
    });
    const approval = approvalColumns(work.now, promotion.rules.expiry.approval);
    return move(work, next, {
      command: 'approve',
      actor: 'portal',
      columns: { ...columns, ...approval },
      event: ({ subject, data }) => ({
        type: 'promotion.approved',
        subject,
        data: { ...data, expiresAt: approval.expires_at },
      }),
    });
  }
  await updatePromotion(work.db, promotion.id, {
    ...columns,
    updated_at: work.now,
  });
  return next;
}

/** What held when it was decided: of what is over, pages show no other. */
function decidedGate(
  { row }: LockedPromotion['promotion'],
  snapshot: CurrentSnapshot,
): string {
  return JSON.stringify(toGate(snapshot, row.stage, snapshot.policyNumber));
}

/** Everybody whose groups must be known to count the approvals of a promotion. */
export async function readDeciders(
  db: Knex,
  promotionId: string,
): Promise<string[]> {
  const rows = await listActiveDecisions(db, promotionId);
  return rows.map(row => row.user_ref);
}
