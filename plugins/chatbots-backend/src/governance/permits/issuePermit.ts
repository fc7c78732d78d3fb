import {
  assessApprovals,
  createPermit,
  permitKeyId,
  impliesDeployment,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  reasoned,
  Api,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { PipelineActor } from '../../database/Actor';
import { toInstant } from '../../database/Clock';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import { fromJson } from '../../database/json';
import { PermitRow, findPermitOf, insertPermit } from '../../database/permits';
import { SigningKey } from '../../keys';
import { MembershipReader } from '../../people';
import {
  assertReleaseProven,
  Evidence,
  withAlarm,
} from '../evidence/EvidenceVerifier';
import { readDeciders } from '../promotions/decidePromotion';
import { assertOwnChatbot, Held, toDecision } from '../../records/promotions';
import { findPromotion } from '../../database/promotions';
import { freezeNow, hold, move, refresh } from '../promotions/PromotionKeeper';
import { listActiveDecisions } from '../../database/decisions';
import { sha256Text } from '@chatbot-portal/transparency-log/node';

/** What issuing needs. */
export interface IssueDependencies {
  knex: Knex;
  unitOfWork: UnitOfWork;
  memberships: MembershipReader;
  signingKey: SigningKey;
  evidence: Evidence;
  /** Address of the portal, for the statement. */
  portal: string;
}

/**
 * Issues the permit of an approved promotion, or returns the one issued. Approvals, memberships, checks and bound facts are
 * evaluated again: what was true at decision need not be true at release.
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
  const result = await withAlarm(dependencies.evidence, () =>
    unitOfWork.run({ actor, occurredAt, demo }, work =>
      release(work, dependencies, promotionId, groups),
    ),
  );
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
  promotionId: string,
  groups: Record<string, string[]>,
): Promise<PermitRow | Error> {
  const held = await refresh(
    work,
    await hold(work, promotionId),
    dependencies.evidence,
  );
  const { promotion } = held;
  const unchanged = () => {
    if (!held.wrote) {
      work.unchanged();
    }
  };
  if (promotion.state === 'released') {
    unchanged();
    const permit = await findPermitOf(work.db, promotionId);
    if (!permit) {
      return reasoned('permit-unknown', 'The permit is gone');
    }
    await assertReleaseProven(dependencies.evidence, work.db, held, {
      frozen: await freezeNow(work, held, dependencies.evidence),
      decisions: await listActiveDecisions(work.db, promotionId),
      permit,
    });
    return permit;
  }
  if (promotion.state !== 'approved') {
    unchanged();
    return refusal(held);
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
    return reasoned(
      'quorum-missing',
      `Approvals no longer suffice: ${assessment.missing.join('; ')}`,
    );
  }
  const frozen = await freezeNow(work, held, dependencies.evidence);
  const failing = frozen.gate.results.filter(({ blocking }) => blocking);
  if (failing.length > 0) {
    unchanged();
    return reasoned(
      'checks-not-passed',
      failing.map(({ reason }) => reason).join('; '),
    );
  }
  await assertReleaseProven(dependencies.evidence, work.db, held, {
    frozen,
    decisions,
  });
  return createPermitOf(work, held, dependencies);
}

function refusal({ promotion }: Held): Error {
  const { state, row } = promotion;
  switch (state) {
    case 'void':
      return reasoned(
        'promotion-void',
        `What this promotion rests on changed (${row.state_reason})`,
      );
    case 'expired':
      return reasoned('approval-expired', 'The approval was not used in time');
    default:
      return impliesDeployment(state)
        ? reasoned('permit-consumed', `The promotion is ${state} already`)
        : reasoned(
            'promotion-state',
            `The promotion is ${state}, not approved`,
          );
  }
}

async function createPermitOf(
  work: Work,
  held: Held,
  { signingKey, portal }: IssueDependencies,
): Promise<PermitRow> {
  const { promotion, chatbot, version } = held;
  const permitId = randomUUID();
  const keyId = permitKeyId(signingKey.publicKey, sha256);
  const expiresAt = toInstant(
    new Date(Date.parse(work.now) + promotion.rules.expiry.permit),
  );
  const bundle = fromJson<Api.ModelVersionBundle>(version.bundle);
  const envelope = await createPermit({
    digest: version.digest,
    artifacts: bundle.artifacts,
    predicate: {
      permitId,
      promotionId: promotion.id,
      chatbot: chatbot.name,
      repositoryId: chatbot.repository_id,
      version: version.version,
      stage: promotion.row.stage,
      strategy: promotion.row.strategy,
      bindingDigest: promotion.row.binding_digest,
      issuedAt: work.now,
      expiresAt,
      portal,
      ...(promotion.row.replaces_digest
        ? {
            replaces: promotion.row.replaces_digest,
            fallbackDigest: promotion.row.replaces_digest,
          }
        : {}),
    },
    key: { keyId, sign: signingKey.sign },
  });
  const row: PermitRow = {
    id: permitId,
    promotion_id: promotion.id,
    envelope: JSON.stringify(envelope),
    key_id: keyId,
    issued_at: work.now,
    expires_at: expiresAt,
    consumed_at: null,
    idempotency_key: null,
    deployment_id: null,
  };
  await insertPermit(work.db, row);
  await move(work, held, {
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
