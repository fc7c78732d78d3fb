import {
  DeploymentStrategy,
  PROMOTION_STATES,
  PromotionState,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotScope, whereInScope } from './ChatbotScope';
import {
  byId,
  newestFirst,
  Page,
  PageRequest,
  paginate,
  readPages,
} from './paginate';
import { readByWaiting, silentRollouts } from './waitingPromotions';

export interface PromotionRow {
  id: string;
  chatbot: string;
  version_id: string;
  version: string;
  digest: string;
  stage: string;
  strategy: DeploymentStrategy;
  state: PromotionState;
  state_reason: string | null;
  open_key: string | null;
  binding: string;
  binding_digest: string;
  replaces_version: string | null;
  replaces_digest: string | null;
  policy_number: number;
  rules: string;
  requested_by: string;
  contributors: string;
  requested_via: 'person' | 'pipeline';
  comment: string | null;
  summary: string | null;
  assessment: string;
  gate: string;
  demo: boolean | number;
  requested_at: string;
  expires_at: string;
  approved_at: string | null;
  updated_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    promotions: PromotionRow;
  }
}

/** What a list of promotions can be narrowed to. */
export interface PromotionCriteria {
  chatbot?: string;
  /** Only chatbots that the caller may read; all when absent. */
  scope?: ChatbotScope;
  state?: PromotionState;
  stage?: string;
  open?: boolean;
  /** Only those that wait for decisions or checks. */
  requested?: boolean;
  /** Entity ref of a person for whom the request counts as made, and maybe some others: the list of refs says it. */
  requester?: string;
  /** Only rollouts that have reported nothing since this instant. */
  silentSince?: string;
}

const BEFORE_DEPLOYMENT = PROMOTION_STATES.filter(isBeforeDeployment);

/** The promotion of this id. Throws `promotion-unknown`. */
export async function findPromotion(
  db: Knex,
  id: string,
): Promise<PromotionRow> {
  const row = await db('promotions').where({ id }).first();
  if (!row) {
    throw errorWithReason('promotion-unknown', `There is no promotion ${id}`);
  }
  return row;
}

/** Adds a promotion. */
export async function insertPromotion(
  db: Knex.Transaction,
  row: PromotionRow,
): Promise<void> {
  await db('promotions').insert(row);
}

/** Changes columns of a promotion. */
export async function updatePromotion(
  db: Knex.Transaction,
  id: string,
  columns: Partial<PromotionRow>,
): Promise<void> {
  await db('promotions').where({ id }).update(columns);
}

/** One page of promotions, newest first. */
export async function listPromotions(
  db: Knex,
  criteria: PromotionCriteria,
  page: PageRequest,
  keep?: (row: PromotionRow) => boolean,
): Promise<Page<PromotionRow>> {
  return paginate(
    matching(db, criteria),
    newestFirst<PromotionRow>('requested_at'),
    page,
    keep,
  );
}

/** Rollouts that match and have reported nothing since an instant, with whoever asked for them. */
export async function listSilentRollouts(
  db: Knex,
  criteria: PromotionCriteria & { silentSince: string },
): Promise<Pick<PromotionRow, 'requested_by'>[]> {
  return matching(db, criteria).select('requested_by');
}

/** Promotions that match, the one that has waited longest first, page by page. */
export function readPromotionsByWaiting(
  db: Knex,
  criteria: PromotionCriteria,
  options: { size: number },
): AsyncGenerator<PromotionRow[], void, undefined> {
  return readByWaiting(db, matching(db, criteria).select('id'), options);
}

/** Promotions that match. */
function matching(
  db: Knex,
  criteria: PromotionCriteria,
): Knex.QueryBuilder<PromotionRow> {
  const query = db('promotions');
  const { open, chatbot, scope, state, stage, requested, requester } = criteria;
  const { silentSince } = criteria;
  if (chatbot) query.where({ chatbot });
  if (scope) {
    const visible = db('chatbots as c').select('c.name');
    whereInScope(visible, scope, 'c');
    query.whereIn('chatbot', visible);
  }
  if (state) query.where({ state });
  if (stage) query.where({ stage });
  if (requested) query.where({ state: 'requested' });
  if (requester) {
    const quoted = JSON.stringify(requester).replace(/[\\%_]/g, '\\$&');
    query.whereRaw(`requested_by like ? escape '\\'`, [`%${quoted}%`]);
  }
  if (open === true) query.whereNotNull('open_key');
  if (open === false) query.whereNull('open_key');
  if (silentSince !== undefined) {
    query.whereIn('id', silentRollouts(db, silentSince).select('p.id'));
  }
  return query;
}

/** Open promotions of some chatbots, to one stage or to all, oldest first. */
export async function listOpenPromotions(
  db: Knex,
  options: { chatbots: readonly string[]; stage?: string },
): Promise<PromotionRow[]> {
  const { chatbots, stage } = options;
  const query = db('promotions')
    .whereIn('chatbot', chatbots)
    .whereNotNull('open_key');
  if (stage !== undefined) {
    query.where({ stage });
  }
  return query.orderBy('requested_at');
}

/** Promotions that wait for decisions or checks. */
export async function listRequestedPromotions(
  db: Knex,
): Promise<PromotionRow[]> {
  return db('promotions').where({ state: 'requested' });
}

/** A chatbot's promotions by when they changed, newest first: the open ones, or the last of those that ended. */
export async function listPromotionsByChange(
  db: Knex,
  options: { chatbot: string; open: boolean; limit?: number },
): Promise<PromotionRow[]> {
  const { chatbot, open, limit } = options;
  const query = db('promotions').where({ chatbot });
  if (open) {
    query.whereNotNull('open_key');
  } else {
    query.whereNull('open_key');
  }
  if (limit !== undefined) {
    query.limit(limit);
  }
  return query.orderBy([
    { column: 'updated_at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
}

/** Promotions of one version, newest first. */
export async function listPromotionsOfVersion(
  db: Knex,
  chatbot: string,
  version: string,
): Promise<PromotionRow[]> {
  return db('promotions')
    .where({ chatbot, version })
    .orderBy('requested_at', 'desc');
}

/** A chatbot's newest promotions, in one state or in all. */
export async function listNewestPromotions(
  db: Knex,
  options: { chatbot: string; state?: PromotionState; limit: number },
): Promise<PromotionRow[]> {
  const { chatbot, state, limit } = options;
  const query = db('promotions').where({ chatbot });
  if (state !== undefined) {
    query.where({ state });
  }
  return query.orderBy('requested_at', 'desc').limit(limit);
}

/** Ids of promotions, of one chatbot or of all, whose deployment has not begun and still can; oldest first. */
export async function listIdsBeforeDeployment(
  db: Knex,
  chatbot?: string,
): Promise<string[]> {
  const query = db('promotions').whereIn('state', BEFORE_DEPLOYMENT);
  if (chatbot !== undefined) {
    query.where({ chatbot });
  }
  const rows = await query.orderBy('requested_at').select('id');
  return rows.map(({ id }) => id);
}

/** Chatbots with a promotion whose deployment has not begun and still can, by name. */
export async function listChatbotsBeforeDeployment(
  db: Knex,
): Promise<string[]> {
  const rows = await db('promotions')
    .whereIn('state', BEFORE_DEPLOYMENT)
    .distinct('chatbot')
    .orderBy('chatbot');
  return rows.map(({ chatbot }) => chatbot);
}

/** Every promotion, page by page. */
export function readPromotions(
  db: Knex,
  size: number,
): AsyncGenerator<PromotionRow[], void, undefined> {
  return readPages(db('promotions'), byId<PromotionRow>(), { size });
}
