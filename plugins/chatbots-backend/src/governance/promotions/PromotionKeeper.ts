import {
  isErrorWithReason,
  errorWithReason,
  reasonOf,
  VoidReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  assertTransition,
  diffBinding,
  isBeforeDeployment,
  isOpen,
  keepUnavailableVersions,
  PromotionActor,
  PromotionCommand,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Work } from '../../database/UnitOfWork';
import {
  findPromotion,
  listIdsBeforeDeployment,
  PromotionRow,
  updatePromotion,
} from '../../database/promotions';
import { findModelVersionById } from '../../database/modelVersions';
import { isDecided } from '../../database/decisions';
import { toApiCheck } from '../gates/evaluateGates';
import { activePolicy } from '../policies/activePolicy';
import {
  takeSnapshot,
  PromotionSnapshot,
  CurrentSnapshot,
} from './takeSnapshot';
import { LockedPromotion, toRecord } from '../../records/promotions';
import {
  ChatbotEvent,
  Event,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { assertEndProven, Evidence } from '../evidence/EvidenceVerifier';
import { lockChatbotOfPromotion } from '../../database/chatbots';
import { millisOf } from '../../database/Clock';

/** What every event of a new state tells. */
export type TransitionFacts = Pick<
  Event<'promotion.withdrawn'>,
  'subject' | 'data'
>;

/** What moves with a state. */
export interface Move {
  command: PromotionCommand;
  actor: PromotionActor;
  /** Further columns to write. */
  columns?: Partial<PromotionRow>;
  /** The audit event of the new state. Its reason code, where it has one, is the state's. */
  event: (facts: TransitionFacts) => ChatbotEvent;
}

/**
 * Locks the chatbot of a promotion and reads it. All commands on one chatbot take turns, so nothing that a decision rests on
 * moves under it.
 */
export async function lockPromotion(
  work: Work,
  promotionId: string,
): Promise<LockedPromotion> {
  const chatbot = await lockChatbotOfPromotion(work.db, promotionId);
  const row = await findPromotion(work.db, promotionId);
  const version = await findModelVersionById(work.db, row.version_id);
  if (!version) {
    throw errorWithReason(
      'version-unknown',
      `Version '${row.version}' is gone`,
    );
  }
  return { chatbot, version, promotion: toRecord(row) };
}

/** Moves a promotion along one edge of the state table and writes down that it did. */
export async function move(
  work: Work,
  locked: LockedPromotion,
  { command, actor, columns, event }: Move,
): Promise<LockedPromotion> {
  const { promotion } = locked;
  const { from, to } = assertTransition(promotion.state, command, actor);
  const told = event(transitionFacts(promotion.row, from));
  const row: PromotionRow = {
    ...promotion.row,
    ...columns,
    state: to,
    state_reason:
      'reasonCode' in told.data ? told.data.reasonCode ?? null : null,
    open_key: isOpen(to) ? promotion.row.open_key : null,
    updated_at: work.now,
  };
  await updatePromotion(work.db, row.id, row);
  await work.record(told);
  return { ...locked, promotion: toRecord(row) };
}

function transitionFacts(
  row: PromotionRow,
  from: TransitionFacts['data']['from'],
): TransitionFacts {
  return {
    subject: { kind: 'promotion', chatbot: row.chatbot, id: row.id },
    data: {
      version: row.version,
      digest: row.digest,
      stage: row.stage,
      from,
      bindingDigest: row.binding_digest,
    },
  };
}

/** A locked promotion whose gate may have been evaluated under the lock, which nothing can change until the transaction ends. */
export interface LockedWithSnapshot extends LockedPromotion {
  snapshot?: CurrentSnapshot;
}

/** A locked promotion that is up to date. */
export interface Refreshed extends LockedWithSnapshot {
  /** Whether something was written to bring it up to date. */
  wrote: boolean;
}

/** The facts of a promotion as they are now, under the policy in force; the gate is evaluated once for each lock. */
export async function currentSnapshot(
  work: Work,
  locked: LockedWithSnapshot,
  { run }: Pick<Evidence, 'run'>,
): Promise<CurrentSnapshot> {
  if (locked.snapshot) {
    return locked.snapshot;
  }
  const { chatbot, version, promotion } = locked;
  const policy = await activePolicy(work.db, run.checks);
  const rules = keepUnavailableVersions(
    policy.rules(promotion.row.stage, chatbot.risk_class),
    promotion.rules,
    run.checks,
  );
  const snapshot = await takeSnapshot(
    work.db,
    {
      chatbot,
      version,
      contributors: promotion.contributors,
      rules,
      now: new Date(millisOf(work.now)),
      promotionId: promotion.id,
    },
    run,
  );
  return { ...snapshot, policy, rules, policyNumber: policy.number };
}

/** The gate as it is shown and kept. */
export function toGate(
  snapshot: PromotionSnapshot,
  stage: string,
  policyNumber: number,
): Api.Gate {
  return {
    stage,
    verdict: snapshot.gate.verdict,
    checks: snapshot.gate.results.map(toApiCheck),
    approvals: [],
    policyNumber,
  };
}

/**
 * Brings a promotion up to date with time and facts before a command looks at it.
 *
 * @remarks
 * When a bound fact changed, decisions on it are void, and the promotion with them. While nobody has decided, there is nothing
 * to void: the new facts are bound, and a reviewer who saw the old ones is told so by the digest they send. Not so when another
 * version runs in the stage: who contributed since then is known only from the catalog, which no transaction may ask.
 *
 * Before anything is recorded, the log has to bear out what it rests on: throws `evidence-not-authenticated` otherwise.
 */
export async function refresh(
  work: Work,
  locked: LockedPromotion,
  evidence: Evidence,
): Promise<Refreshed> {
  const { promotion } = locked;
  const moved = async (along: Move): Promise<Refreshed> => ({
    ...(await move(work, locked, along)),
    wrote: true,
  });
  if (!isBeforeDeployment(promotion.state)) {
    return { ...locked, wrote: false };
  }
  if (promotion.row.expires_at <= work.now) {
    await assertEndProven(evidence, work.db, locked);
    return moved({
      command: 'expire',
      actor: 'portal',
      event: ({ subject, data }) => ({
        type: 'promotion.expired',
        subject,
        data: { ...data, reasonCode: 'approval-expired' },
      }),
    });
  }
  const snapshot = await snapshotIfRuled(work, locked, evidence);
  if (!snapshot) {
    await assertEndProven(evidence, work.db, locked, {
      policy: await activePolicy(work.db, evidence.run.checks),
    });
    return moved({
      command: 'void',
      actor: 'portal',
      event: ({ subject, data }) => ({
        type: 'promotion.void',
        subject,
        data: { ...data, reasonCode: 'rules-changed' },
      }),
    });
  }
  const reasons = diffBinding(promotion.binding, snapshot.binding);
  if (reasons.length === 0) {
    return { ...locked, snapshot, wrote: false };
  }
  await assertEndProven(evidence, work.db, locked, snapshot);
  if (
    (await isDecided(work.db, promotion.id)) ||
    promotion.state !== 'requested' ||
    reasons.includes('replaces-changed')
  ) {
    return moved({
      command: 'void',
      actor: 'portal',
      event: ({ subject, data }) => ({
        type: 'promotion.void',
        subject,
        data: { ...data, reasonCode: reasons[0], reasonCodes: reasons },
      }),
    });
  }
  return rebind(work, locked, snapshot, reasons);
}

/** Undefined when the policy in force has no rules for the stage any more. */
async function snapshotIfRuled(
  work: Work,
  locked: LockedPromotion,
  evidence: Evidence,
): Promise<CurrentSnapshot | undefined> {
  try {
    return await currentSnapshot(work, locked, evidence);
  } catch (error) {
    if (reasonOf(error)?.reason === 'stage-unknown') {
      return undefined;
    }
    throw error;
  }
}

async function rebind(
  work: Work,
  locked: LockedPromotion,
  snapshot: CurrentSnapshot,
  reasons: readonly VoidReason[],
): Promise<Refreshed> {
  const { rules, policyNumber } = snapshot;
  const { promotion } = locked;
  const columns = {
    binding: JSON.stringify(snapshot.binding),
    binding_digest: snapshot.bindingDigest,
    replaces_version: snapshot.gate.baseline?.version ?? null,
    replaces_digest: snapshot.gate.baseline?.digest ?? null,
    policy_number: policyNumber,
    rules: JSON.stringify(rules),
    gate: JSON.stringify(toGate(snapshot, promotion.row.stage, policyNumber)),
    updated_at: work.now,
  };
  await updatePromotion(work.db, promotion.id, columns);
  await work.record({
    type: 'promotion.rebound',
    subject: {
      kind: 'promotion',
      chatbot: promotion.row.chatbot,
      id: promotion.id,
    },
    data: {
      version: promotion.row.version,
      digest: promotion.row.digest,
      stage: promotion.row.stage,
      bindingDigest: snapshot.bindingDigest,
      policyNumber,
      ...(columns.replaces_digest ? { replaces: columns.replaces_digest } : {}),
      replacesVersion: columns.replaces_version,
      reasonCodes: [...reasons],
    },
  });
  return {
    ...locked,
    promotion: toRecord({ ...promotion.row, ...columns }),
    snapshot,
    wrote: true,
  };
}

/**
 * Brings every promotion of a chatbot that is not yet deploying up to date, after something they rest on changed.
 *
 * @remarks
 * One that the log does not bear out is left as it is: it must not keep pipelines from reporting. The sweep finds it and raises
 * the alarm, and whoever decides on it or releases it is refused.
 */
export async function refreshOpen(
  work: Work,
  chatbot: string,
  evidence: Evidence,
): Promise<void> {
  for (const id of await listIdsBeforeDeployment(work.db, chatbot)) {
    try {
      await refresh(work, await lockPromotion(work, id), evidence);
    } catch (error) {
      if (!isErrorWithReason(error, 'evidence-not-authenticated')) {
        throw error;
      }
    }
  }
}
