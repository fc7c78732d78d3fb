import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { randomUUID } from 'node:crypto';
import {
  FactsColumns,
  FactsProposalRow,
  insertFactsProposal,
} from '../../database/factsProposals';
import { Work } from '../../database/UnitOfWork';
import { proposedFacts } from '../../records/chatbots';

const OWNER_KINDS = new Set(['group', 'user']);

/** Writes a proposal of a chatbot's facts, and the event that tells of it. The chatbot has to be locked, and have no open one. */
export async function proposeFacts(
  work: Work,
  proposal: {
    chatbot: string;
    facts: FactsColumns;
    proposedBy: string;
    reason?: string;
  },
): Promise<FactsProposalRow> {
  const { chatbot, facts, proposedBy, reason } = proposal;
  const row: FactsProposalRow = {
    ...facts,
    id: randomUUID(),
    chatbot,
    state: 'open',
    open_key: chatbot,
    reason: reason ?? null,
    proposed_by: proposedBy,
    proposed_at: work.now,
    decided_by: null,
    decided_at: null,
    comment: null,
    demo: work.demo,
  };
  await insertFactsProposal(work.db, row);
  const { texts, ...told } = proposedFacts(row);
  await work.record({
    type: 'chatbot.facts-proposed',
    ...told,
    texts: { ...texts, ...(reason === undefined ? {} : { reason }) },
  });
  return row;
}

/** The one spelling of an owner's entity ref. Throws `owner-unknown` for a kind that can't own. */
export function normalizeOwner(owner: string): string {
  const ref = parseEntityRef(owner);
  if (!OWNER_KINDS.has(ref.kind.toLocaleLowerCase('en-US'))) {
    throw errorWithReason(
      'owner-unknown',
      `'${owner}' is neither a group nor a user`,
    );
  }
  return stringifyEntityRef(ref);
}
