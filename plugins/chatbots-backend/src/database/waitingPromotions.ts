import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { isRollingOut } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotScope, whereInScope } from './ChatbotScope';
import { ListOrder, readPages } from './paginate';
import type { PromotionRow } from './promotions';

/** States in which a pipeline has the permit and is to report next. */
const ROLLING_OUT = PROMOTION_STATES.filter(isRollingOut);

/**
 * Since when an open promotion waits for what it waits for: the request, the approval, the permit, or the last report of its
 * rollout. One expression for what is shown and for what is sorted by.
 */
const WAITING_SINCE = `case p.state
  when 'requested' then p.requested_at
  when 'approved' then coalesce(p.approved_at, p.requested_at)
  when 'released' then p.updated_at
  else coalesce(
    (select max(step.reported_at) from deployment_steps step where step.deployment_id = d.id),
    d.started_at, p.updated_at)
  end`;

/** What a promotion's deployment is, and since when the promotion waits. */
export interface WaitingRow {
  id: string;
  deployment_id: string | null;
  waiting_since: string;
}

/** Since when some promotions wait, by id; of one that has ended, since when it stood there. */
export async function findWaiting(
  db: Knex,
  promotionIds: readonly string[],
): Promise<Map<string, WaitingRow>> {
  const rows: WaitingRow[] = await withDeployments(db)
    .whereIn('p.id', promotionIds)
    .select('p.id', 'd.id as deployment_id', since(db));
  return new Map(rows.map(row => [row.id, row]));
}

/** A rollout, and since when it waits for its next report. */
export type SilentRollout = PromotionRow & Pick<WaitingRow, 'waiting_since'>;

const BY_PROMOTION: ListOrder<SilentRollout> = {
  parts: [{ name: 'id', sql: 'p.id', type: 'text', of: row => row.id }],
  direction: 'asc',
};

/** Every rollout that has reported nothing since an instant, page by page. */
export function readSilentRollouts(
  db: Knex,
  options: { since: string; size: number },
): AsyncGenerator<SilentRollout[], void, undefined> {
  const query = silentRollouts(db, options.since).select('p.*', since(db));
  return readPages(query, BY_PROMOTION, { size: options.size });
}

const BY_WAITING: ListOrder<PromotionRow & Pick<WaitingRow, 'waiting_since'>> =
  {
    parts: [
      {
        name: 'since',
        sql: WAITING_SINCE,
        type: 'text',
        of: row => row.waiting_since,
      },
      { name: 'id', sql: 'p.id', type: 'text', of: row => row.id },
    ],
    direction: 'asc',
  };

/** Promotions of a query of ids, the one that has waited longest first, page by page. */
export function readByWaiting(
  db: Knex,
  ids: Knex.QueryBuilder,
  options: { size: number },
): AsyncGenerator<PromotionRow[], void, undefined> {
  const query = withDeployments(db)
    .whereIn('p.id', ids)
    .select('p.*', since(db));
  return readPages(query, BY_WAITING, { size: options.size });
}

/** Rollouts (`p`) that have reported nothing since an instant, which makes them stuck: for what is counted and filtered. */
export function silentRollouts(
  db: Knex,
  silentSince: string,
): Knex.QueryBuilder {
  return withDeployments(db)
    .whereIn('p.state', ROLLING_OUT)
    .whereRaw(`${WAITING_SINCE} <= ?`, [silentSince]);
}

/**
 * The open promotion that has waited longest, of chatbots that may be seen.
 *
 * @param options - stuck: whether it is to be a rollout that has been silent since `silentSince`, or one that is not
 */
export async function findLongestWait(
  db: Knex,
  options: { scope: ChatbotScope; silentSince: string; stuck: boolean },
): Promise<Pick<PromotionRow, 'id' | 'chatbot'> | undefined> {
  const { scope, silentSince, stuck } = options;
  const silent = silentRollouts(db, silentSince).select('p.id');
  const query = withDeployments(db)
    .join('chatbots as c', 'c.name', 'p.chatbot')
    .whereNotNull('p.open_key');
  if (stuck) {
    query.whereIn('p.id', silent);
  } else {
    query.whereNotIn('p.id', silent);
  }
  whereInScope(query, scope, 'c');
  return query
    .orderByRaw(WAITING_SINCE)
    .orderBy('p.id')
    .first('p.id', 'p.chatbot');
}

/**
 * Chatbots that an open promotion or a proposal of facts waits for, with the instant since when the one that waits longest does.
 * For a join.
 */
export function longestWaiting(db: Knex): Knex.QueryBuilder {
  const promotions = withDeployments(db)
    .whereNotNull('p.open_key')
    .select('p.chatbot', since(db));
  const proposals = db('facts_proposals')
    .where({ state: 'open' })
    .select('chatbot', db.raw('proposed_at as waiting_since'));
  return db
    .from(promotions.unionAll([proposals]).as('one'))
    .groupBy('chatbot')
    .select('chatbot', db.raw('min(waiting_since) as waiting_since'));
}

function withDeployments(db: Knex): Knex.QueryBuilder {
  return db('promotions as p').leftJoin(
    'deployments as d',
    'd.promotion_id',
    'p.id',
  );
}

function since(db: Knex): Knex.Raw {
  return db.raw(`${WAITING_SINCE} as waiting_since`);
}
