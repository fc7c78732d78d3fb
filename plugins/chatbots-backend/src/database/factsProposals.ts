import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { ChatbotScope, whereInScope } from './ChatbotScope';
import { ChatbotRow } from './chatbots';
import {
  byId,
  newestFirst,
  Page,
  PageRequest,
  paginate,
  readPages,
} from './paginate';

/** The facts of a chatbot that decisions are bound to. */
export type FactsColumns = Pick<
  ChatbotRow,
  | 'owner'
  | 'risk_class'
  | 'repository_host'
  | 'repository_id'
  | 'repository_owner_id'
  | 'repository_url'
>;

/** What somebody proposes as the facts of a chatbot; the proposed columns never change. */
export interface FactsProposalRow extends FactsColumns {
  id: string;
  chatbot: string;
  state: 'open' | 'accepted' | 'rejected' | 'withdrawn';
  /** The chatbot while it is open: one waits at a time. */
  open_key: string | null;
  reason: string | null;
  proposed_by: string;
  proposed_at: string;
  decided_by: string | null;
  decided_at: string | null;
  comment: string | null;
  demo: boolean | number;
}

declare module 'knex/types/tables' {
  interface Tables {
    facts_proposals: FactsProposalRow;
  }
}

/** The proposal of this id. Throws `proposal-unknown`. */
export async function findFactsProposal(
  db: Knex,
  id: string,
): Promise<FactsProposalRow> {
  const row = await db('facts_proposals').where({ id }).first();
  if (!row) {
    throw errorWithReason('proposal-unknown', `There is no proposal ${id}`);
  }
  return row;
}

/** The proposal of a chatbot that waits. */
export async function findOpenFactsProposal(
  db: Knex,
  chatbot: string,
): Promise<FactsProposalRow | undefined> {
  return db('facts_proposals').where({ open_key: chatbot }).first();
}

/** Adds a proposal. */
export async function insertFactsProposal(
  db: Knex.Transaction,
  row: FactsProposalRow,
): Promise<void> {
  await db('facts_proposals').insert(row);
}

/** Ends a proposal that is open. */
export async function closeFactsProposal(
  db: Knex.Transaction,
  id: string,
  columns: Pick<FactsProposalRow, 'state'> &
    Partial<Pick<FactsProposalRow, 'decided_by' | 'comment'>> & {
      decided_at: string;
    },
): Promise<void> {
  await db('facts_proposals')
    .where({ id, state: 'open' })
    .update({ ...columns, open_key: null });
}

/** One page of proposals, newest first. */
export async function listFactsProposals(
  db: Knex,
  criteria: {
    scope: ChatbotScope;
    chatbot?: string;
    state?: FactsProposalRow['state'];
    proposedBy?: string;
    /** Leaves out what this person proposed. */
    notBy?: string;
  },
  page: PageRequest,
): Promise<Page<FactsProposalRow>> {
  const { scope, chatbot, state, proposedBy, notBy } = criteria;
  const query = db('facts_proposals');
  if (scope) {
    const visible = db('chatbots as c').select('c.name');
    whereInScope(visible, scope, 'c');
    query.whereIn('chatbot', visible);
  }
  if (chatbot !== undefined) query.where({ chatbot });
  if (state !== undefined) query.where({ state });
  if (proposedBy !== undefined) query.where({ proposed_by: proposedBy });
  if (notBy !== undefined) query.whereNot({ proposed_by: notBy });
  return paginate(query, newestFirst<FactsProposalRow>('proposed_at'), page);
}

/** Of which chatbots a proposal waits, who made it, and when. */
export async function listOpenProposals(
  db: Knex,
): Promise<
  Pick<FactsProposalRow, 'chatbot' | 'proposed_by' | 'proposed_at'>[]
> {
  return db('facts_proposals')
    .where({ state: 'open' })
    .select('chatbot', 'proposed_by', 'proposed_at');
}

/** Id and chatbot of every proposal of some chatbots. */
export async function listProposalsOf(
  db: Knex,
  chatbots: readonly string[],
): Promise<Pick<FactsProposalRow, 'id' | 'chatbot'>[]> {
  return db('facts_proposals')
    .whereIn('chatbot', [...chatbots])
    .select('id', 'chatbot');
}

/** Every proposal in order of its id, page by page. */
export function readFactsProposals(
  db: Knex,
  size: number,
): AsyncGenerator<FactsProposalRow[], void, undefined> {
  return readPages(db('facts_proposals'), byId<FactsProposalRow>(), { size });
}
