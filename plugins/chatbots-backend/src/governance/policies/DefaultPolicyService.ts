import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  errorWithReason,
  isErrorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  PolicyDocument,
  assessApprovals,
  diffPolicies,
  parsePolicy,
  sameRef,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Actor } from '../../database/Actor';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  activatePolicy,
  findActivePolicy,
  findPolicy,
  findPolicyByDigest,
  insertPolicy,
  insertPolicyApproval,
  listPolicyApprovals,
  lockActivePolicy,
  PolicyApprovalRow,
  PolicyRow,
  listPolicies,
} from '../../database/policies';
import { listChatbotsBeforeDeployment } from '../../database/promotions';
import { MembershipReader, withIgnored } from '../../people';
import {
  policyApprovalClaims,
  policyInForceClaim,
  proposalClaim,
} from '../../records/claims/policyClaims';
import { systemsAsked } from '../../records/externalAnswers';
import {
  assertProven,
  Evidence,
  withAlarm,
} from '../evidence/EvidenceVerifier';
import { refreshOpen } from '../promotions/PromotionKeeper';
import { mapPage } from '../../database/paginate';

/** What approving a policy is bound to, for the rules that count approvals: its own digest. */
const NO_ONE: string[] = [];

/** Proposes, approves and lists policies. */
export interface PolicyService {
  propose(
    actor: Actor,
    text: string,
  ): Promise<{ policy: Api.Policy; created: boolean }>;
  approve(userRef: string, number: number): Promise<Api.Policy>;
  list(page: { cursor?: string; limit: number }): Promise<Api.PolicyList>;
}

/** Keeps policies as numbered rows; the one in force decides how it is replaced. */
export class DefaultPolicyService implements PolicyService {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #memberships: MembershipReader;
  readonly #stages: readonly string[];
  readonly #evidence: Evidence;
  readonly #systems: readonly string[];

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    stages: readonly string[];
    evidence: Evidence;
    /** Ids of the outside systems that can be asked. */
    systems: readonly string[];
  }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#memberships = options.memberships;
    this.#stages = options.stages;
    this.#evidence = options.evidence;
    this.#systems = options.systems;
  }

  async propose(
    actor: Actor,
    text: string,
  ): Promise<{ policy: Api.Policy; created: boolean }> {
    // Throws `policy-invalid` with line and column before anything is written.
    const { checks } = this.#evidence.run;
    assertSystemsKnown(
      parsePolicy(text, { stages: this.#stages, checks }),
      this.#systems,
    );
    const digest = sha256Text(text);
    const created = await this.#retryOnce(() =>
      withAlarm(this.#evidence, () =>
        this.#unitOfWork.run({ actor }, async work => {
          await lockActivePolicy(work.db);
          const known = await findPolicyByDigest(work.db, digest);
          if (known !== undefined) {
            work.unchanged();
            return { number: known, fresh: false };
          }
          const number = await proposePolicy(work, actor, text, digest);
          const proposal = await findPolicy(work.db, number);
          await this.#activateIfComplete(work, proposal, {});
          return { number, fresh: true };
        }),
      ),
    );
    return {
      policy: await this.#get(created.number),
      created: created.fresh,
    };
  }

  async approve(userRef: string, number: number): Promise<Api.Policy> {
    try {
      await this.#approveWithGroups(userRef, number);
    } catch (error) {
      throw isErrorWithReason(error, 'not-an-approver')
        ? await withIgnored(this.#memberships, userRef, error)
        : error;
    }
    return this.#get(number);
  }

  async #approveWithGroups(userRef: string, number: number): Promise<void> {
    const memberships: Record<string, string[]> = {};
    let unknown = [userRef];
    while (unknown.length > 0) {
      for (const user of unknown) {
        memberships[user] = [...(await this.#memberships.groupsOf(user))];
      }
      unknown = await withAlarm(this.#evidence, () =>
        this.#unitOfWork.run({ actor: { kind: 'user', userRef } }, work =>
          this.#approve(work, userRef, number, memberships),
        ),
      );
    }
  }

  /** Answers the approvers whose groups must be read first: somebody may have approved at the same moment. */
  async #approve(
    work: Work,
    userRef: string,
    number: number,
    memberships: Record<string, string[]>,
  ): Promise<string[]> {
    const active = await lockActivePolicy(work.db);
    const row = await findPolicy(work.db, number);
    if (row.state !== 'proposed') {
      throw errorWithReason(
        'policy-decided',
        `Policy ${number} is ${row.state}`,
      );
    }
    const rule = active && this.#inForce(active.text).activation;
    if (
      rule?.separationOfDuties.requester &&
      row.proposed_by !== null &&
      sameRef(row.proposed_by, userRef)
    ) {
      throw errorWithReason(
        'self-approval',
        'You proposed this policy; somebody else has to approve',
      );
    }
    if (
      !rule?.approvals.some(({ group }) => memberships[userRef].includes(group))
    ) {
      throw errorWithReason(
        'not-an-approver',
        'The policy in force does not ask you to approve policies',
      );
    }
    const approvers = (await listPolicyApprovals(work.db, number)).map(
      approval => approval.user_ref,
    );
    const unknown = approvers.filter(user => !(user in memberships));
    if (
      unknown.length > 0 ||
      approvers.some(other => sameRef(other, userRef))
    ) {
      work.unchanged();
      return unknown;
    }
    await insertPolicyApproval(work.db, {
      policy_number: number,
      user_ref: userRef,
      approved_at: work.now,
    });
    await work.record({
      type: 'policy.approved',
      subject: { kind: 'policy', id: String(number) },
      data: { digest: row.digest },
    });
    await this.#activateIfComplete(work, row, memberships);
    return [];
  }

  async list(page: {
    cursor?: string;
    limit: number;
  }): Promise<Api.PolicyList> {
    return mapPage(await listPolicies(this.#knex, page), rows =>
      Promise.all(rows.map(row => this.#toPolicy(row))),
    );
  }

  /** Two replicas that start together propose the same text; the slower one finds the faster one's row. */
  async #retryOnce<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return run();
      }
      throw error;
    }
  }

  /**
   * The first policy activates at once: there is none in force that could ask for more. Throws `evidence-not-authenticated` for
   * a policy or approvals that are not in the log.
   */
  async #activateIfComplete(
    work: Work,
    proposal: PolicyRow,
    memberships: Record<string, string[]>,
  ): Promise<void> {
    const { number, digest, text } = proposal;
    const active = await findActivePolicy(work.db);
    const current = active && this.#inForce(active.text);
    const approvals = await listPolicyApprovals(work.db, number);
    if (!assess(proposal, approvals, current, memberships).satisfied) {
      return;
    }
    await assertProven(this.#evidence, work.db, [
      policyInForceClaim(active),
      proposalClaim(proposal, proposal.proposed_by),
      ...policyApprovalClaims(proposal, approvals),
    ]);
    await activatePolicy(work.db, {
      number,
      replaces: active?.number,
      now: work.now,
    });
    const differences = diffPolicies(
      current,
      // Strict again: a module may be gone since it was proposed.
      parsePolicy(text, { checks: this.#evidence.run.checks }),
    );
    await work.record({
      type: 'policy.activated',
      subject: { kind: 'policy', id: String(number) },
      data: {
        digest,
        changes: differences.length,
        ...(active ? { replaces: active.number } : {}),
      },
      // A policy names machine authors by their addresses and has words of its own: proven by commitment, beside the log.
      texts: { differences: JSON.stringify(differences) },
    });
    for (const chatbot of await listChatbotsBeforeDeployment(work.db)) {
      await refreshOpen(work, chatbot, this.#evidence);
    }
  }

  #inForce(text: string): PolicyDocument {
    return parsePolicy(text, {
      checks: this.#evidence.run.checks,
      inForce: true,
    });
  }

  async #get(number: number): Promise<Api.Policy> {
    return this.#toPolicy(await findPolicy(this.#knex, number));
  }

  async #toPolicy(row: PolicyRow): Promise<Api.Policy> {
    const approvals = await listPolicyApprovals(this.#knex, row.number);
    return {
      number: row.number,
      state: row.state,
      digest: row.digest,
      text: row.text,
      proposedAt: row.proposed_at,
      approvals: approvals.map(({ user_ref }) => user_ref),
      ...(row.proposed_by ? { proposedBy: row.proposed_by } : {}),
      ...(row.activated_at ? { activatedAt: row.activated_at } : {}),
    };
  }
}

/** Throws `policy-invalid` for a rule that asks a system that is not configured: it would never be answered. */
function assertSystemsKnown(
  policy: PolicyDocument,
  systems: readonly string[],
): void {
  const asked = Object.values(policy.stages)
    .flatMap(stage => [stage, ...Object.values(stage.riskClasses ?? {})])
    .flatMap(({ checks = [] }) => systemsAsked({ checks }));
  const unknown = asked.find(system => !systems.includes(system));
  if (unknown !== undefined) {
    throw errorWithReason(
      'policy-invalid',
      `A rule asks the outside system ${unknown}, which is not configured`,
      {
        hint: `Add it to chatbots.externalChecks; configured are ${
          systems.join(', ') || 'none'
        }.`,
      },
    );
  }
}

/** How far the approvals are that the policy in force asks for. */
function assess(
  { number }: PolicyRow,
  approvals: readonly PolicyApprovalRow[],
  current: PolicyDocument | undefined,
  memberships: Record<string, string[]>,
) {
  const bindingDigest = String(number);
  return assessApprovals({
    rules: {
      approvals: current?.activation.approvals ?? [],
      separationOfDuties: { requester: false, contributors: false, bots: [] },
    },
    requesters: NO_ONE,
    contributors: [],
    decisions: approvals.map(row => ({
      user: row.user_ref,
      outcome: 'approve' as const,
      bindingDigest,
      decidedAt: row.approved_at,
    })),
    memberships,
    bindingDigest,
  });
}

async function proposePolicy(
  work: Work,
  actor: Actor,
  text: string,
  digest: string,
): Promise<number> {
  const number = await insertPolicy(work.db, {
    digest,
    text,
    proposed_by: actor.kind === 'user' ? actor.userRef : null,
    proposed_at: work.now,
  });
  await work.record({
    type: 'policy.proposed',
    subject: { kind: 'policy', id: String(number) },
    data: { digest },
  });
  return number;
}
