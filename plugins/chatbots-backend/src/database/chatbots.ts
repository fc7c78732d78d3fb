import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { ChatbotScope, whereInScope } from './ChatbotScope';
import { ChatbotOrder, joinSorted, sortKey } from './chatbotSort';
import { ChatbotSummaryRow } from './chatbotSummaries';
import { lockRows } from './dialect';
import { ListOrder, Page, PageRequest, paginate, readPages } from './paginate';
import {
  CHATBOTS,
  insertSearchWords,
  replaceSearchWords,
  searchedChatbot,
  whereFound,
} from './searchWords';
import { silentRollouts } from './waitingPromotions';

export interface ChatbotRow {
  name: string;
  namespace: string;
  title: string;
  purpose: string | null;
  owner: string;
  /** The class in force: the strictest while nobody has accepted one. */
  risk_class: string;
  repository_host: string;
  repository_id: string;
  repository_owner_id: string | null;
  repository_url: string;
  /** The proposal whose facts are in force; null while nobody has accepted any. */
  accepted_proposal: string | null;
  /** The class asked for, while nobody has accepted one. */
  registered_risk_class: string | null;
  demo: boolean | number;
  created_at: string;
  updated_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    chatbots: ChatbotRow;
  }
}

/** The chatbot of this name. Throws `chatbot-unknown`. */
export async function findChatbot(db: Knex, name: string): Promise<ChatbotRow> {
  const row = await db('chatbots').where({ name }).first();
  if (!row) {
    throw errorWithReason('chatbot-unknown', `There is no chatbot '${name}'`);
  }
  return row;
}

/** The chatbot of this name if it may be seen. Throws `chatbot-unknown`, which does not tell hidden from absent. */
export async function findVisibleChatbot(
  db: Knex,
  name: string,
  scope: ChatbotScope,
): Promise<ChatbotRow> {
  const query = db('chatbots as c').where('c.name', name);
  whereInScope(query, scope, 'c');
  const row: ChatbotRow | undefined = await query.first('c.*');
  if (!row) {
    throw errorWithReason('chatbot-unknown', `There is no chatbot '${name}'`);
  }
  return row;
}

/** Those of some chatbots that may be seen. */
export async function findVisibleChatbots(
  db: Knex,
  names: readonly string[],
  scope: ChatbotScope,
): Promise<ChatbotRow[]> {
  const query = db('chatbots as c').whereIn('c.name', [...names]);
  whereInScope(query, scope, 'c');
  return query.select('c.*');
}

/** The chatbot that a repository is bound to, by the id that its host gave it. */
export async function findChatbotByRepository(
  db: Knex,
  host: string,
  repositoryId: string,
): Promise<ChatbotRow | undefined> {
  return db('chatbots')
    .where({ repository_host: host, repository_id: repositoryId })
    .first();
}

/** What every chatbot's repository is known by. */
export async function listRepositories(
  db: Knex,
): Promise<
  Pick<
    ChatbotRow,
    | 'name'
    | 'repository_host'
    | 'repository_id'
    | 'repository_owner_id'
    | 'repository_url'
  >[]
> {
  return db('chatbots').select(
    'name',
    'repository_host',
    'repository_id',
    'repository_owner_id',
    'repository_url',
  );
}

/**
 * The chatbot of this name, locked until the end of the transaction: commands on one chatbot take turns.
 * Throws `chatbot-unknown`.
 */
export async function lockChatbot(
  db: Knex.Transaction,
  name: string,
): Promise<ChatbotRow> {
  const row = await lockRows(db, db('chatbots').where({ name }).first());
  if (!row) {
    throw errorWithReason('chatbot-unknown', `There is no chatbot '${name}'`);
  }
  return row;
}

/** The chatbots of these names as far as they exist, locked like {@link lockChatbot} does. */
export async function lockChatbots(
  db: Knex.Transaction,
  names: readonly string[],
): Promise<ChatbotRow[]> {
  const query = db('chatbots').whereIn('name', names).orderBy('name');
  return lockRows(db, query);
}

/** The chatbot of a promotion, locked like {@link lockChatbot} does. Throws `promotion-unknown`. */
export async function lockChatbotOfPromotion(
  db: Knex.Transaction,
  promotionId: string,
): Promise<ChatbotRow> {
  const name = db('promotions').where({ id: promotionId }).select('chatbot');
  const row = await lockRows(db, db('chatbots').whereIn('name', name).first());
  if (!row) {
    throw errorWithReason(
      'promotion-unknown',
      `There is no promotion ${promotionId}`,
    );
  }
  return row;
}

/**
 * Inserts unless the name or the repository is taken.
 *
 * @returns whether it was inserted; a concurrent insert of the same is waited for
 */
export async function insertChatbot(
  db: Knex.Transaction,
  row: ChatbotRow,
): Promise<boolean> {
  const inserted = await db('chatbots')
    .insert(row)
    .onConflict()
    .ignore()
    .returning('name');
  if (inserted.length === 0) {
    return false;
  }
  await insertSearchWords(db, [searchedChatbot(row)]);
  return true;
}

const BY_NAME: ListOrder<Pick<ChatbotRow, 'name'>> = {
  parts: [{ name: 'name', sql: 'name', type: 'text', of: row => row.name }],
  direction: 'asc',
};

/** Names of all chatbots in order, page by page. */
export async function* readChatbotNames(
  db: Knex,
  size: number,
): AsyncGenerator<string[], void, undefined> {
  const query = db('chatbots').select('name');
  for await (const rows of readPages(query, BY_NAME, { size })) {
    yield rows.map(({ name }) => name);
  }
}

/** Names of the chatbots that no event of some types concerns after a number. */
export async function listChatbotsUnchangedAfter(
  db: Knex,
  { sequence, types }: { sequence: number; types: readonly string[] },
): Promise<string[]> {
  const later = db('audit_events')
    .whereRaw('audit_events.chatbot = chatbots.name')
    .where('sequence', '>', sequence)
    .whereIn('type', types)
    .select(db.raw('1'));
  const rows = await db('chatbots')
    .whereNotExists(later)
    .orderBy('name')
    .select('name');
  return rows.map(({ name }) => name);
}

/** One page of chatbots by name, or the one of a name. */
export async function listChatbotsByName(
  db: Knex,
  name: string | undefined,
  page: PageRequest,
): Promise<Page<ChatbotRow>> {
  const query = db('chatbots');
  if (name !== undefined) {
    query.where({ name });
  }
  return paginate(query, BY_NAME as ListOrder<ChatbotRow>, page);
}

/** What a list of chatbots can be narrowed to. */
export interface ChatbotCriteria {
  scope: ChatbotScope;
  search?: string;
  owner?: string;
  riskClass?: string;
  /** Has a version in this stage. */
  stage?: string;
  verdict?: ChatbotSummaryRow['verdict'];
  /** Has a rollout that has reported nothing since this instant. */
  silentSince?: string;
  /** Only these. */
  names?: readonly string[];
}

/** A chatbot with its summary; the summary is null until it was computed first. */
export type ChatbotListRow = ChatbotRow & {
  [K in keyof Omit<ChatbotSummaryRow, 'chatbot'>]: ChatbotSummaryRow[K] | null;
} & { sort_key: string | number };

/** Reads one page of chatbots with their summaries in one query. */
export async function listChatbots(
  db: Knex,
  criteria: ChatbotCriteria,
  page: PageRequest & ChatbotOrder,
): Promise<Page<ChatbotListRow>> {
  const { sort, order } = page;
  const key = sortKey(page);
  return paginate<ChatbotListRow>(
    joinSorted(db, matching(db, criteria), page).select(
      'c.*',
      's.*',
      db.raw(`${key.sql} as sort_key`),
    ),
    {
      parts: [
        { name: 'key', ...key, of: row => row.sort_key },
        { name: 'name', sql: 'c.name', type: 'text', of: row => row.name },
      ],
      direction: order,
      bound: { sort, order },
    },
    page,
  );
}

/** How many chatbots match. */
export async function countChatbots(
  db: Knex,
  criteria: ChatbotCriteria,
): Promise<number> {
  const [{ total }] = await matching(db, criteria).count({ total: '*' });
  return Number(total);
}

/** Chatbots that match, joined with their summaries. */
function matching(db: Knex, criteria: ChatbotCriteria): Knex.QueryBuilder {
  const { scope, search, owner, riskClass, stage, verdict, names } = criteria;
  const { silentSince } = criteria;
  const query = db('chatbots as c').leftJoin(
    'chatbot_summaries as s',
    's.chatbot',
    'c.name',
  );
  whereInScope(query, scope, 'c');
  if (search !== undefined) {
    whereFound(query, db, { list: CHATBOTS, column: 'c.name', search });
  }
  if (owner !== undefined) {
    query.where('c.owner', owner);
  }
  if (riskClass !== undefined) {
    query.where('c.risk_class', riskClass);
  }
  if (stage !== undefined) {
    query.whereExists(
      db('stages as st')
        .select(db.raw('1'))
        .whereRaw('st.chatbot = c.name')
        .where('st.stage', stage),
    );
  }
  if (verdict !== undefined) {
    query.whereRaw(`coalesce(s.verdict, 'none') = ?`, [verdict]);
  }
  if (silentSince !== undefined) {
    query.whereIn(
      'c.name',
      silentRollouts(db, silentSince).select('p.chatbot'),
    );
  }
  if (names !== undefined) {
    query.whereIn('c.name', [...names]);
  }
  return query;
}

/** The chatbots of these names, as far as they exist. */
export async function findChatbotsByName(
  db: Knex,
  names: readonly string[],
): Promise<ChatbotRow[]> {
  return db('chatbots').whereIn('name', names);
}

/** Every chatbot, page by page. */
export function readChatbots(
  db: Knex,
  size: number,
): AsyncGenerator<ChatbotRow[], void, undefined> {
  return readPages(db('chatbots'), BY_NAME as ListOrder<ChatbotRow>, { size });
}

/** Puts a chatbot's row in place of the one before. */
export async function updateChatbot(
  db: Knex.Transaction,
  row: ChatbotRow,
): Promise<void> {
  await db('chatbots').where({ name: row.name }).update(row);
  await replaceSearchWords(db, [searchedChatbot(row)]);
}
