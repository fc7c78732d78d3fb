import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  assessApprovals,
  usualStrategy,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { Actor } from '../../database/Actor';
import { millisOf, toInstant } from '../../database/Clock';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  findModelVersion,
  findModelVersionById,
  ModelVersionRow,
} from '../../database/modelVersions';
import { lockChatbot } from '../../database/chatbots';
import {
  insertPromotion,
  listOpenPromotions,
  PromotionRow,
} from '../../database/promotions';
import { findStage } from '../../database/stages';
import { UserMapper } from '../../people';
import { activePolicy } from '../policies/activePolicy';
import {
  contributorFacts,
  summaryLine,
  toRecord,
} from '../../records/promotions';
import {
  assertReleaseProven,
  Evidence,
  withAlarm,
} from '../evidence/EvidenceVerifier';
import { takeSnapshot } from './takeSnapshot';
import { InvolvedPeople, resolveInvolved } from './involved';
import { lockPromotion, move, toGate } from './PromotionKeeper';

/** Compares two versions of a chatbot; with nothing to replace, the base is absent. */
export interface VersionComparer {
  compare(
    chatbot: string,
    base: string | undefined,
    target: string,
  ): Promise<Api.Comparison>;
}

/** A request for a promotion. */
export interface RequestPromotionOptions {
  actor: Actor;
  chatbot: string;
  version: string;
  stage: string;
  strategy?: Api.Strategy;
  comment?: string;
  /** SCM login of the person who started the run, when a pipeline asks. */
  runActor?: string;
  /** Only for example histories. */
  occurredAt?: Date;
  demo?: boolean;
}

/** What requesting needs. */
export interface RequestDependencies {
  knex: Knex;
  unitOfWork: UnitOfWork;
  users: UserMapper;
  comparer: VersionComparer;
  stages: readonly string[];
  evidence: Evidence;
}

/** The row that was made, or the open one of the same version that stood already. */
export interface RequestResult {
  id: string;
  created: boolean;
}

/** Requests a promotion. An open one of another version to the same stage is superseded. */
export async function requestPromotion(
  dependencies: RequestDependencies,
  options: RequestPromotionOptions,
): Promise<RequestResult> {
  const { knex, unitOfWork, users, comparer, stages, evidence } = dependencies;
  const { actor, chatbot, stage } = options;
  if (stages.indexOf(stage) < 1) {
    throw errorWithReason(
      'stage-unknown',
      `Promotions lead to ${stages.slice(1).join(' or ')}, not to '${stage}'`,
    );
  }
  const version = await findModelVersion(knex, chatbot, options.version);
  const replaced = await liveVersion(knex, chatbot, stage);
  const involved = await resolveInvolved({
    knex,
    version,
    replaced,
    users,
    ...(actor.kind === 'user' ? { userRef: actor.userRef } : {}),
    ...(options.runActor ? { runActor: options.runActor } : {}),
  });
  const comparison = await comparer.compare(
    chatbot,
    replaced?.version,
    version.version,
  );
  const summary = summaryLine(comparison);
  return withAlarm(evidence, () =>
    unitOfWork.run(
      { actor, occurredAt: options.occurredAt, demo: options.demo },
      work =>
        createPromotion(work, {
          ...options,
          version,
          involved,
          summary,
          evidence,
        }),
    ),
  );
}

async function createPromotion(
  work: Work,
  options: Omit<RequestPromotionOptions, 'version'> & {
    version: ModelVersionRow;
    involved: InvolvedPeople;
    summary: string;
    evidence: Evidence;
  },
): Promise<RequestResult> {
  const { version, involved, stage } = options;
  const chatbot = await lockChatbot(work.db, options.chatbot);
  const live = await liveVersion(work.db, chatbot.name, stage);
  if (live?.id !== involved.since) {
    // Who contributed was counted from a version that does not run there any more.
    throw errorWithReason(
      'conflicting-write',
      `What runs in ${stage} changed while the request was made; send it again`,
    );
  }
  if (live?.id === version.id) {
    throw errorWithReason(
      'promotion-exists',
      `${version.version} runs in ${stage} already`,
    );
  }
  const open = await listOpenPromotions(work.db, {
    chatbots: [chatbot.name],
    stage,
  });
  for (const other of open) {
    if (other.version_id === version.id) {
      if (options.actor.kind === 'pipeline') {
        work.unchanged();
        return { id: other.id, created: false };
      }
      throw errorWithReason(
        'promotion-exists',
        `A promotion of ${version.version} to ${stage} is ${other.state} already`,
        { details: { promotionId: other.id } },
      );
    }
    if (other.state !== 'deploying') {
      await move(work, await lockPromotion(work, other.id), {
        command: 'supersede',
        actor: 'portal',
        event: ({ subject, data }) => ({
          type: 'promotion.superseded',
          subject,
          data: { ...data, reasonCode: 'newer-promotion' },
        }),
      });
    }
  }
  const policy = await activePolicy(work.db, options.evidence.run.checks);
  const rules = policy.rules(stage, chatbot.risk_class);
  const snapshot = await takeSnapshot(
    work.db,
    {
      chatbot,
      version,
      rules,
      contributors: involved.contributors,
      now: new Date(millisOf(work.now)),
    },
    options.evidence.run,
  );
  const { perRule, missing } = assessApprovals({
    rules,
    requesters: involved.requesters,
    contributors: involved.contributors,
    decisions: [],
    memberships: {},
    bindingDigest: snapshot.bindingDigest,
  });
  const strategy = options.strategy ?? usualStrategy(live !== undefined);
  const row: PromotionRow = {
    id: randomUUID(),
    chatbot: chatbot.name,
    version_id: version.id,
    version: version.version,
    digest: version.digest,
    stage,
    strategy,
    state: 'requested',
    state_reason: null,
    open_key: `${chatbot.name}|${stage}|${version.version}`,
    binding: JSON.stringify(snapshot.binding),
    binding_digest: snapshot.bindingDigest,
    replaces_version: snapshot.gate.baseline?.version ?? null,
    replaces_digest: snapshot.gate.baseline?.digest ?? null,
    policy_number: policy.number,
    rules: JSON.stringify(rules),
    requested_by: JSON.stringify(involved.requesters),
    contributors: JSON.stringify(involved.contributors),
    requested_via: options.actor.kind === 'pipeline' ? 'pipeline' : 'person',
    comment: options.comment ?? null,
    summary: options.summary,
    assessment: JSON.stringify({ perRule, missing }),
    gate: JSON.stringify(toGate(snapshot, stage, policy.number)),
    demo: work.demo,
    requested_at: work.now,
    expires_at: requestedUntil(work.now, rules.expiry.request),
    approved_at: null,
    updated_at: work.now,
  };
  await insertPromotion(work.db, row);
  const facts = contributorFacts(involved.contributors);
  await work.record({
    type: 'promotion.requested',
    subject: { kind: 'promotion', chatbot: chatbot.name, id: row.id },
    data: {
      versionId: row.version_id,
      version: row.version,
      digest: row.digest,
      stage,
      strategy,
      expiresAt: row.expires_at,
      bindingDigest: row.binding_digest,
      policyNumber: policy.number,
      via: row.requested_via,
      ...(row.replaces_digest ? { replaces: row.replaces_digest } : {}),
      replacesVersion: row.replaces_version,
      contributors: facts.data,
    },
    people: { requesters: involved.requesters, contributors: facts.users },
    texts: {
      summary: options.summary,
      ...(options.comment ? { comment: options.comment } : {}),
      ...(facts.unmapped ? { unmappedContributors: facts.unmapped } : {}),
      contributorsDigest: sha256Text(row.contributors),
    },
  });
  if (
    rules.approvals.length === 0 &&
    !snapshot.gate.results.some(({ blocking }) => blocking)
  ) {
    const locked = { chatbot, version, promotion: toRecord(row) };
    await assertReleaseProven(options.evidence, work.db, locked, {
      snapshot: { ...snapshot, policy, rules, policyNumber: policy.number },
      decisions: [],
    });
    const approval = approvalColumns(work.now, rules.expiry.approval);
    await move(work, locked, {
      command: 'approve',
      actor: 'portal',
      columns: approval,
      event: ({ subject, data }) => ({
        type: 'promotion.approved',
        subject,
        data: { ...data, expiresAt: approval.expires_at },
      }),
    });
  }
  return { id: row.id, created: true };
}

/** Until when a request waits for its approvals. */
export function requestedUntil(requestedAt: string, lifetime: number): string {
  return toInstant(new Date(millisOf(requestedAt) + lifetime));
}

/** Columns of an approval: since when, and until when it is good. */
export function approvalColumns(
  now: string,
  lifetime: number,
): { approved_at: string; expires_at: string } {
  return {
    approved_at: now,
    expires_at: toInstant(new Date(millisOf(now) + lifetime)),
  };
}

/** The version that runs in a stage. */
export async function liveVersion(
  db: Knex,
  chatbot: string,
  stage: string,
): Promise<ModelVersionRow | undefined> {
  const live = await findStage(db, chatbot, stage);
  return live && findModelVersionById(db, live.version_id);
}
