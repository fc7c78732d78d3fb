import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { randomUUID } from 'node:crypto';
import { findChatbotByRepository } from '../../database/chatbots';
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

/** The columns of a repository. Host names have no case; two spellings must not bind one repository twice. */
export function repositoryColumns(
  repository: Api.Repository,
): Omit<FactsColumns, 'owner' | 'risk_class'> {
  return {
    repository_host: repository.host.toLocaleLowerCase('en-US'),
    repository_id: repository.id,
    repository_owner_id: repository.ownerId ?? null,
    repository_url: repository.url,
  };
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

/** Throws `repository-taken` where the repository is bound to another chatbot. */
export async function assertRepositoryFree(
  work: Work,
  chatbot: string,
  facts: FactsColumns,
): Promise<void> {
  const bound = await findChatbotByRepository(
    work.db,
    facts.repository_host,
    facts.repository_id,
  );
  if (bound && bound.name !== chatbot) {
    throw errorWithReason(
      'repository-taken',
      `Repository ${facts.repository_id} of ${facts.repository_host} is bound to another chatbot`,
    );
  }
}
