import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { sameRef } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotRow, findChatbotsByName } from '../database/chatbots';
import { ChatbotScope } from '../database/ChatbotScope';
import {
  FactsProposalRow,
  findFactsProposal,
  findOpenFactsProposal,
  listFactsProposals,
  listOpenProposals,
} from '../database/factsProposals';
import { mapPage, PageRequest } from '../database/paginate';
import { MembershipReader, tellIgnored } from '../people';
import { proposalDigest, toFacts } from '../records/chatbots';

/** Which proposals a list asks for. */
export interface FactsProposalFilter {
  view?: 'decide' | 'proposed' | 'all';
  chatbot?: string;
  state?: FactsProposalRow['state'];
}

/** Who asks. */
interface Viewer {
  userRef?: string;
  /** Whether they are a registry reviewer; undefined when the catalog can't say. */
  reviewer: boolean | undefined;
  /** Which of their groups don't count, and why. */
  ignored?: string;
}

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
    { userRef, scope }: { userRef?: string; scope: ChatbotScope },
  ): Promise<Api.FactsProposalList> {
    const viewer = await this.#viewer(userRef);
    if (
      (view === 'decide' && !viewer.reviewer) ||
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
        return of ? [toProposal(row, of, viewer)] : [];
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
    return toProposal(row, chatbot, await this.#viewer(userRef));
  }

  /** The proposal of a chatbot that waits. */
  async openOf(
    chatbot: ChatbotRow,
    userRef: string | undefined,
  ): Promise<Api.FactsProposal | undefined> {
    const row = await findOpenFactsProposal(this.#knex, chatbot.name);
    return row && toProposal(row, chatbot, await this.#viewer(userRef));
  }

  /** What waits and since when, by chatbot; `mine` where the viewer may decide. */
  async waiting(
    userRef: string | undefined,
  ): Promise<Map<string, Api.WaitingProposal>> {
    const rows = await listOpenProposals(this.#knex);
    const reviewer = rows.length > 0 && (await this.isReviewer(userRef));
    return new Map(
      rows.map(row => [
        row.chatbot,
        {
          mine: reviewer === true && !isMine(row, userRef),
          waitingSince: row.proposed_at,
        },
      ]),
    );
  }

  /** Whether a person is in one of the groups; undefined when the catalog can't say. */
  async isReviewer(userRef: string | undefined): Promise<boolean | undefined> {
    return (await this.#viewer(userRef)).reviewer;
  }

  /** Pages are shown even when the catalog can't say who is in which group. */
  async #viewer(userRef: string | undefined): Promise<Viewer> {
    if (userRef === undefined || this.#reviewers.length === 0) {
      return { userRef, reviewer: false };
    }
    try {
      const membership = await this.#people.membershipOf(userRef);
      return {
        userRef,
        reviewer: this.#reviewers.some(group => membership.groups.has(group)),
        ignored: tellIgnored(membership),
      };
    } catch (error) {
      if (isErrorWithReason(error, 'membership-unavailable')) {
        return { userRef, reviewer: undefined };
      }
      throw error;
    }
  }
}

function toProposal(
  row: FactsProposalRow,
  chatbot: ChatbotRow,
  viewer: Viewer,
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
    mayWithdraw: row.state === 'open' && isMine(row, viewer.userRef),
    ...(row.demo ? { demo: true } : {}),
  };
}

function mayDecide(
  row: FactsProposalRow,
  { userRef, reviewer, ignored }: Viewer,
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
  if (isMine(row, userRef)) {
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
    : refused(
        'not-a-registry-reviewer',
        ['Registry reviewers decide on it.', ignored].filter(Boolean).join(' '),
      );
}

function isMine(
  { proposed_by }: Pick<FactsProposalRow, 'proposed_by'>,
  userRef: string | undefined,
): boolean {
  return userRef !== undefined && sameRef(proposed_by, userRef);
}
