import { Knex } from 'knex';
import { ChatbotScope } from '../ChatbotScope';
import { ChatbotRow, ChatbotSummaryRow } from '../tables';
import { containsText } from './containsText';
import { whereInScope } from './whereInScope';

/** What a list of chatbots can be narrowed to. */
export interface ChatbotCriteria {
  scope: ChatbotScope;
  search?: string;
  owner?: string;
  riskClass?: string;
  /** Has a version in this stage. */
  stage?: string;
  verdict?: ChatbotSummaryRow['verdict'];
  /** Only these. */
  names?: readonly string[];
}

/** What a list of chatbots can be ordered by; the name decides between equals. */
export type ChatbotSort =
  | 'name'
  | 'owner'
  | 'riskClass'
  | 'quality'
  | 'updatedAt';

/** A chatbot with its summary; the summary is null until it was computed first. */
export type ChatbotListRow = ChatbotRow & {
  [K in keyof Omit<ChatbotSummaryRow, 'chatbot'>]: ChatbotSummaryRow[K] | null;
} & { sort_key: string | number };

/** Reads one page of chatbots with their summaries in one query. */
export async function listChatbots(
  db: Knex,
  criteria: ChatbotCriteria,
  page: {
    sort: ChatbotSort;
    order: 'asc' | 'desc';
    after?: { key: string | number; name: string };
    limit: number;
  },
): Promise<ChatbotListRow[]> {
  const { sort, order, after, limit } = page;
  const key = sortKey(sort, order);
  const query = matching(db, criteria)
    .select('c.*', 's.*', db.raw(`${key} as sort_key`))
    .orderByRaw(`${key} ${order}, c.name ${order}`)
    .limit(limit);
  if (after) {
    const beyond = order === 'asc' ? '>' : '<';
    query.whereRaw(
      `(${key} ${beyond} ? or (${key} = ? and c.name ${beyond} ?))`,
      [after.key, after.key, after.name],
    );
  }
  return query;
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
  const query = db('chatbots as c').leftJoin(
    'chatbot_summaries as s',
    's.chatbot',
    'c.name',
  );
  whereInScope(query, scope, 'c');
  if (search !== undefined) {
    containsText(query, ['c.name', 'c.title', 'c.purpose', 'c.owner'], search);
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
  if (names !== undefined) {
    query.whereIn('c.name', [...names]);
  }
  return query;
}

/** Constant texts only: nothing that a client sends becomes part of the statement. */
function sortKey(sort: ChatbotSort, order: 'asc' | 'desc'): string {
  switch (sort) {
    case 'owner':
      return 'c.owner';
    case 'riskClass':
      return `case c.risk_class when 'minimal' then 0 when 'limited' then 1 else 2 end`;
    case 'quality':
      // A chatbot without a score comes last whichever way the list is turned.
      return `coalesce(s.quality_value, ${
        order === 'asc' ? '1e300' : '-1e300'
      })`;
    case 'updatedAt':
      return 'c.updated_at';
    default:
      return 'c.name';
  }
}
