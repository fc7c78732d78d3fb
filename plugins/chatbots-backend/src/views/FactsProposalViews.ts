import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { ChatbotRow, findChatbotsByName } from '../database/chatbots';
import { ChatbotScope } from '../database/ChatbotScope';
import {
  FactsProposalRow,
  findFactsProposal,
  findOpenFactsProposal,
  listFactsProposals,
} from '../database/factsProposals';
import { mapPage, PageRequest } from '../database/paginate';
import { MembershipReader } from '../people';
import { proposalDigest, toFacts } from '../records/chatbots';

/** Which proposals a list asks for. */
export interface FactsProposalFilter {
  view?: 'decide' | 'proposed' | 'all';
  chatbot?: string;
  state?: FactsProposalRow['state'];
}

/** Whether somebody is a registry reviewer; undefined when the catalog can't say. */
type Reviewer = boolean | undefined;

/** Reads what is proposed of chatbots, for the inbox and for their pages. */
export class FactsProposalViews {
  readonly #knex: Knex;
  readonly #people: MembershipReader;
  readonly #reviewers: readonly string[];

  constructor(options: {
    knex: Knex;
    people: MembershipReader;
    /** Entity refs of the groups whose members accept. */
    reviewers: readonly string[];
  }) {
    this.#knex = options.knex;
    this.#people = options.people;
    this.#reviewers = options.reviewers;
  }

  /** Newest first. What waits for somebody are the open ones of others, where they are a registry reviewer. */
  async list(
    { view = 'all', chatbot, state }: FactsProposalFilter,
    page: PageRequest,
    viewer: { userRef?: string; scope: ChatbotScope },
  ): Promise<Api.FactsProposalList> {
    const { userRef, scope } = viewer;
    const reviewer = await this.isReviewer(userRef);
    if (
      (view === 'decide' && !reviewer) ||
      (view !== 'all' && userRef === undefined)
    ) {
      return { items: [] };
    }
    const found = await listFactsProposals(
      this.#knex,
      {
        scope,
        chatbot,
        state: view === 'decide' ? 'open' : state,
        ...(view === 'proposed' ? { proposedBy: userRef } : {}),
        ...(view === 'decide' ? { notBy: userRef } : {}),
      },
      page,
    );
    return mapPage(found, async rows => {
      const chatbots = await findChatbotsByName(
        this.#knex,
        rows.map(row => row.chatbot),
      );
      const byName = new Map(chatbots.map(row => [row.name, row]));
      return rows.flatMap(row => {
        const of = byName.get(row.chatbot);
        return of ? [toProposal(row, of, { userRef, reviewer })] : [];
      });
    });
  }

  /** One proposal. Throws `proposal-unknown`. */
  async get(
    id: string,
    userRef: string | undefined,
  ): Promise<Api.FactsProposal> {
    const row = await findFactsProposal(this.#knex, id);
    const [chatbot] = await findChatbotsByName(this.#knex, [row.chatbot]);
    const reviewer = await this.isReviewer(userRef);
    return toProposal(row, chatbot, { userRef, reviewer });
  }

  /** The proposal of a chatbot that waits. */
  async openOf(
    chatbot: ChatbotRow,
    userRef: string | undefined,
  ): Promise<Api.FactsProposal | undefined> {
    const row = await findOpenFactsProposal(this.#knex, chatbot.name);
    return (
      row &&
      toProposal(row, chatbot, {
        userRef,
        reviewer: await this.isReviewer(userRef),
      })
    );
  }

  /** Whether a person is in one of the groups; the page is shown even when the catalog can't say. */
  async isReviewer(userRef: string | undefined): Promise<Reviewer> {
    if (userRef === undefined || this.#reviewers.length === 0) {
      return false;
    }
    try {
      const groups = await this.#people.groupsOf(userRef);
      return this.#reviewers.some(group => groups.has(group));
    } catch (error) {
      if (isErrorWithReason(error, 'membership-unavailable')) {
        return undefined;
      }
      throw error;
    }
  }
}

function toProposal(
  row: FactsProposalRow,
  chatbot: ChatbotRow,
  viewer: { userRef?: string; reviewer: Reviewer },
): Api.FactsProposal {
  return {
    id: row.id,
    chatbot: row.chatbot,
    title: chatbot.title,
    state: row.state,
    facts: toFacts(row),
    inForce: toFacts(chatbot),
    accepted: chatbot.accepted_proposal !== null,
    digest: proposalDigest(row),
    ...(row.reason === null ? {} : { reason: row.reason }),
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.comment === null ? {} : { comment: row.comment }),
    mayDecide: mayDecide(row, viewer),
    mayWithdraw: row.state === 'open' && row.proposed_by === viewer.userRef,
    ...(row.demo ? { demo: true } : {}),
  };
}

function mayDecide(
  row: FactsProposalRow,
  { userRef, reviewer }: { userRef?: string; reviewer: Reviewer },
): Api.MayDecide {
  const refused = (reasonCode: string, reason: string): Api.MayDecide => ({
    allowed: false,
    reasonCode,
    reason,
  });
  if (userRef === undefined) {
    return refused('user-required', 'Only people decide.');
  }
  if (row.state !== 'open') {
    return refused('proposal-decided', `The proposal is ${row.state}.`);
  }
  if (row.proposed_by === userRef) {
    return refused(
      'self-approval',
      'You proposed it; somebody else has to decide.',
    );
  }
  if (reviewer === undefined) {
    return refused(
      'membership-unavailable',
      'The catalog can’t say which groups you are in. Try again soon.',
    );
  }
  return reviewer
    ? { allowed: true, reason: 'You are a registry reviewer.' }
    : refused('not-a-registry-reviewer', 'Registry reviewers decide on it.');
}
