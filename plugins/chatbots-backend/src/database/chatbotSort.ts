import { Knex } from 'knex';
import { KeyPart } from './paginate';
import { furthestStage } from './stages';
import { longestWaiting } from './waitingPromotions';

/** What a list of chatbots can be ordered by; the name decides between equals. */
export type ChatbotSort =
  | 'name'
  | 'owner'
  | 'riskClass'
  | 'quality'
  | 'updatedAt'
  | 'waiting'
  | 'stage';

/** How a list of chatbots is ordered. */
export interface ChatbotOrder {
  sort: ChatbotSort;
  order: 'asc' | 'desc';
  /** Names of the stages in order, for the sort by how far a chatbot has come. */
  stages: readonly string[];
}

/** Adds what chatbots are sorted by and is not of their own. */
export function joinSorted(
  db: Knex,
  query: Knex.QueryBuilder,
  { sort, stages }: ChatbotOrder,
): Knex.QueryBuilder {
  switch (sort) {
    case 'waiting':
      return query.leftJoin(longestWaiting(db).as('w'), 'w.chatbot', 'c.name');
    case 'stage':
      return query.leftJoin(
        furthestStage(db, stages).as('f'),
        'f.chatbot',
        'c.name',
      );
    default:
      return query;
  }
}

/** Constant texts only: nothing that a client sends becomes part of the statement. */
export function sortKey({
  sort,
  order,
}: ChatbotOrder): Pick<KeyPart<unknown>, 'sql' | 'type'> {
  switch (sort) {
    case 'owner':
      return { sql: 'c.owner', type: 'text' };
    case 'riskClass':
      return {
        sql: `case c.risk_class when 'minimal' then 0 when 'limited' then 1 else 2 end`,
        type: 'integer',
      };
    case 'quality':
      // A chatbot without a score comes last whichever way the list is turned.
      return {
        sql: `coalesce(s.quality_value, ${
          order === 'asc' ? '1e300' : '-1e300'
        })`,
        type: 'number',
      };
    case 'waiting':
      // One that waits for nothing comes last, too.
      return {
        sql: `coalesce(w.waiting_since, '${order === 'asc' ? '9999' : ''}')`,
        type: 'text',
      };
    case 'stage':
      return { sql: 'coalesce(f.reached, 0)', type: 'integer' };
    case 'updatedAt':
      return { sql: 'c.updated_at', type: 'text' };
    default:
      return { sql: 'c.name', type: 'text' };
  }
}
