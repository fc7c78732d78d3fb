import { sameRef } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import {
  ChatbotRow,
  findChatbot,
  lockChatbot,
  updateChatbot,
} from '../../database/chatbots';
import {
  closeFactsProposal,
  FactsColumns,
  FactsProposalRow,
  findFactsProposal,
  findOpenFactsProposal,
} from '../../database/factsProposals';
import { revokePipelineTokens } from '../../database/pipelineTokens';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import { isOwner, MembershipReader, withIgnored } from '../../people';
import {
  askedFacts,
  factsOf,
  hashedFacts,
  ownerPeople,
  proposalDigest,
  proposedFacts,
  repositoryOwnerText,
  sameFacts,
} from '../../records/chatbots';
import { proposalClaim } from '../../records/claims/factsClaims';
import {
  assertRepositoryFree,
  repositoryColumns,
} from '../../registry/chatbots/repositoryBinding';
import {
  normalizeOwner,
  proposeFacts,
} from '../../registry/facts/proposeFacts';
import {
  assertProven,
  Evidence,
  withAlarm,
} from '../evidence/EvidenceVerifier';
import { refreshOpen } from '../promotions/PromotionKeeper';

/** Who acts, and since when; the instant is for example histories only. */
interface ByPerson {
  userRef: string;
  occurredAt?: Date;
  demo?: boolean;
}

/** A proposal of facts. */
export interface ProposeFactsOptions extends ByPerson {
  chatbot: string;
  change: Api.FactsProposalRequest;
  /** Whether the person administers all chatbots. */
  administrator: boolean;
}

/** A registry reviewer's decision. */
export interface DecideFactsOptions extends ByPerson {
  proposalId: string;
  decision: 'accept' | 'reject';
  comment?: string;
  /** Digest of what the person saw. */
  digest: string;
}

/**
 * Changes owner, risk class and repository of chatbots by four eyes: one person proposes, another of the configured groups accepts.
 *
 * @remarks
 * All commands lock the chatbot, so two decisions at once take turns and the second finds the proposal decided. Groups and owners
 * are read from the catalog before.
 */
export class FactsService {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #people: MembershipReader;
  readonly #evidence: Evidence;
  readonly #reviewers: readonly string[];

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    memberships: MembershipReader;
    evidence: Evidence;
    /** Entity refs of the groups whose members accept. */
    reviewers: readonly string[];
  }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#people = options.memberships;
    this.#evidence = options.evidence;
    this.#reviewers = options.reviewers;
  }

  /**
   * Proposes other facts, or the same ones where nobody has accepted any. Throws `chatbot-unknown`, `not-allowed`,
   * `owner-unknown`, `repository-taken`, `proposal-open`, `facts-unchanged` or `membership-unavailable`.
   */
  async propose(options: ProposeFactsOptions): Promise<{ id: string }> {
    const { chatbot, change, userRef, administrator } = options;
    const { owner: current } = await findChatbot(this.#knex, chatbot);
    if (
      !administrator &&
      !(await isOwner(this.#people, userRef, current)) &&
      !(await this.#isReviewer(userRef))
    ) {
      throw await withIgnored(
        this.#people,
        userRef,
        errorWithReason(
          'not-allowed',
          `Only members of ${current}, registry reviewers and administrators propose its facts`,
        ),
      );
    }
    const owner =
      change.owner === undefined ? undefined : normalizeOwner(change.owner);
    if (owner !== undefined) {
      await this.#assertKnown(owner);
    }
    return this.#unitOfWork.run(contextOf(options), async work => {
      const row = await lockChatbot(work.db, chatbot);
      if (await findOpenFactsProposal(work.db, chatbot)) {
        throw errorWithReason(
          'proposal-open',
          'A proposal for this chatbot waits already',
        );
      }
      const facts = {
        ...askedFacts(row),
        ...(change.riskClass ? { risk_class: change.riskClass } : {}),
        ...(owner === undefined ? {} : { owner }),
        ...(change.repository ? repositoryColumns(change.repository) : {}),
      };
      if (row.accepted_proposal !== null && sameFacts(row, facts)) {
        throw errorWithReason(
          'facts-unchanged',
          'These are the facts of this chatbot already',
        );
      }
      await assertRepositoryFree(work, chatbot, facts);
      const { reason } = change;
      return proposeFacts(work, {
        chatbot,
        facts,
        proposedBy: userRef,
        reason,
      });
    });
  }

  /**
   * Accepts or rejects a proposal. What is accepted is in force at once, and whatever was approved under other facts is void in the
   * same transaction.
   *
   * Throws `proposal-unknown`, `not-a-registry-reviewer`, `self-approval`, `proposal-decided`, `proposal-changed`,
   * `comment-required`, `owner-unknown`, `repository-taken`, `membership-unavailable` or `evidence-not-authenticated`.
   */
  async decide(options: DecideFactsOptions): Promise<void> {
    const { userRef, proposalId, decision, comment } = options;
    const seen = await findFactsProposal(this.#knex, proposalId);
    if (!(await this.#isReviewer(userRef))) {
      throw await withIgnored(
        this.#people,
        userRef,
        errorWithReason(
          'not-a-registry-reviewer',
          this.#reviewers.length === 0
            ? 'No group of registry reviewers is configured'
            : `Only members of ${this.#reviewers.join(', ')} decide on it`,
        ),
      );
    }
    if (decision === 'reject' && !comment?.trim()) {
      throw errorWithReason('comment-required', 'Say why you reject it');
    }
    if (decision === 'accept') {
      await this.#assertKnown(seen.owner);
    }
    await withAlarm(this.#evidence, () =>
      this.#unitOfWork.run(contextOf(options), async work => {
        const chatbot = await lockChatbot(work.db, seen.chatbot);
        const row = await findFactsProposal(work.db, proposalId);
        assertOpen(row);
        if (sameRef(row.proposed_by, userRef)) {
          throw errorWithReason(
            'self-approval',
            'You proposed it; somebody else has to decide',
          );
        }
        if (proposalDigest(row) !== options.digest) {
          throw errorWithReason(
            'proposal-changed',
            'What you saw is not what would be accepted now',
          );
        }
        // Who proposed what is the log's word: a row may have been changed so that its proposer can accept.
        await assertProven(this.#evidence, work.db, [proposalClaim(row)]);
        await closeFactsProposal(work.db, row.id, {
          state: decision === 'accept' ? 'accepted' : 'rejected',
          decided_by: userRef,
          decided_at: work.now,
          comment: comment ?? null,
        });
        if (decision === 'accept') {
          await this.#accept(work, chatbot, row, comment);
        } else {
          await work.record({
            type: 'chatbot.facts-rejected',
            subject: proposedFacts(row).subject,
            data: {},
            texts: { comment: comment ?? '' },
          });
        }
      }),
    );
  }

  /** Takes a proposal back. Throws `proposal-unknown`, `proposal-decided` or `not-allowed`. */
  async withdraw(options: ByPerson & { proposalId: string }): Promise<void> {
    const { userRef, proposalId } = options;
    const { chatbot } = await findFactsProposal(this.#knex, proposalId);
    await this.#unitOfWork.run(contextOf(options), async work => {
      await lockChatbot(work.db, chatbot);
      const row = await findFactsProposal(work.db, proposalId);
      if (!sameRef(row.proposed_by, userRef)) {
        throw errorWithReason(
          'not-allowed',
          'Only whoever proposed it can withdraw it',
        );
      }
      assertOpen(row);
      await closeFactsProposal(work.db, row.id, {
        state: 'withdrawn',
        decided_at: work.now,
      });
      await work.record({
        type: 'chatbot.facts-withdrawn',
        subject: proposedFacts(row).subject,
        data: {},
      });
    });
  }

  /** Puts the facts of a proposal in force. */
  async #accept(
    work: Work,
    before: ChatbotRow,
    proposal: FactsProposalRow,
    comment: string | undefined,
  ): Promise<void> {
    const after: ChatbotRow = {
      ...before,
      ...factsOf(proposal),
      accepted_proposal: proposal.id,
      registered_risk_class: null,
      updated_at: work.now,
    };
    await assertRepositoryFree(work, after.name, after);
    await updateChatbot(work.db, after);
    // What is in force changes, or else what the log told of last: a class that was asked for and is not the accepted one.
    const changed = [before, askedFacts(before)].find(
      facts => !sameFacts(facts, after),
    );
    if (changed) {
      await recordChange(work, changed, after);
    }
    const { texts, ...told } = proposedFacts(proposal);
    await work.record({
      type: 'chatbot.facts-accepted',
      ...told,
      texts: { ...texts, ...(comment ? { comment } : {}) },
    });
    await refreshOpen(work, after.name, this.#evidence);
  }

  async #isReviewer(userRef: string): Promise<boolean> {
    if (this.#reviewers.length === 0) {
      return false;
    }
    const groups = await this.#people.groupsOf(userRef);
    return this.#reviewers.some(group => groups.has(group));
  }

  async #assertKnown(owner: string): Promise<void> {
    if (!(await this.#people.exists(owner))) {
      throw errorWithReason('owner-unknown', `The catalog has no ${owner}`);
    }
  }
}

/** Tells of other facts in force. With another repository all pipeline tokens end: they lie in the old one. */
async function recordChange(
  work: Work,
  before: FactsColumns,
  after: ChatbotRow,
): Promise<void> {
  const chatbot = after.name;
  const moved =
    before.repository_host !== after.repository_host ||
    before.repository_id !== after.repository_id ||
    before.repository_owner_id !== after.repository_owner_id;
  const revokedTokens = moved
    ? await revokePipelineTokens(work.db, { chatbot, now: work.now })
    : [];
  await work.record({
    type: 'chatbot.facts-changed',
    subject: { kind: 'chatbot', chatbot, id: chatbot },
    data: {
      before: hashedFacts(before),
      after: hashedFacts(after),
      revokedTokens,
    },
    people: {
      ...ownerPeople('ownerBefore', before.owner),
      ...ownerPeople('ownerAfter', after.owner),
    },
    texts: {
      ...repositoryOwnerText('repositoryOwnerBefore', before),
      ...repositoryOwnerText('repositoryOwnerAfter', after),
      repositoryUrlBefore: before.repository_url,
      repositoryUrlAfter: after.repository_url,
    },
  });
}

function assertOpen({ id, state }: FactsProposalRow): void {
  if (state !== 'open') {
    throw errorWithReason('proposal-decided', `Proposal ${id} is ${state}`);
  }
}

function contextOf({ userRef, occurredAt, demo }: ByPerson) {
  return { actor: { kind: 'user' as const, userRef }, occurredAt, demo };
}
