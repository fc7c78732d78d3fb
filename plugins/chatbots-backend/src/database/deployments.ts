import { DeploymentStrategy } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import {
  byId,
  newestFirst,
  Page,
  PageRequest,
  paginate,
  readPages,
} from './paginate';

export interface DeploymentRow {
  id: string;
  chatbot: string;
  stage: string;
  version_id: string;
  version: string;
  digest: string;
  promotion_id: string;
  strategy: DeploymentStrategy;
  state: 'open' | 'deployed' | 'rolled-back' | 'failed';
  open_key: string | null;
  weight: number;
  replaces_version: string | null;
  fallback_digest: string | null;
  approved_by: string;
  run: string | null;
  message: string | null;
  started_at: string;
  finished_at: string | null;
  ended_at: string | null;
}

export interface DeploymentStepRow {
  deployment_id: string;
  sequence: number;
  name: string;
  weight: number;
  status: 'healthy' | 'unhealthy';
  message: string | null;
  reported_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    deployments: DeploymentRow;
    deployment_steps: DeploymentStepRow;
  }
}

/** The deployment of this id. */
export async function findDeployment(
  db: Knex,
  id: string,
): Promise<DeploymentRow | undefined> {
  return db('deployments').where({ id }).first();
}

/** The deployment of a promotion, if one was opened. */
export async function findDeploymentOf(
  db: Knex,
  promotionId: string,
): Promise<DeploymentRow | undefined> {
  return db('deployments').where({ promotion_id: promotionId }).first();
}

/** Id of the open deployment with this key: a chatbot and stage have one at most. */
export async function findOpenDeploymentId(
  db: Knex,
  openKey: string,
): Promise<string | undefined> {
  const row = await db('deployments').where({ open_key: openKey }).first('id');
  return row?.id;
}

/** Ids of the deployments of some promotions, by promotion id. */
export async function findDeploymentIdsOf(
  db: Knex,
  promotionIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db('deployments')
    .whereIn('promotion_id', promotionIds)
    .select('id', 'promotion_id');
  return new Map(rows.map(row => [row.promotion_id, row.id]));
}

/** Deployments of some promotions. */
export async function listDeploymentsOf(
  db: Knex,
  promotionIds: readonly string[],
): Promise<DeploymentRow[]> {
  return db('deployments').whereIn('promotion_id', promotionIds);
}

/** One page of a chatbot's deployments, to one stage or to all, also those started by an instant alone; newest first. */
export async function listDeployments(
  db: Knex,
  criteria: { chatbot: string; stage?: string; startedBy?: string },
  page: PageRequest,
): Promise<Page<DeploymentRow>> {
  const query = db('deployments').where({ chatbot: criteria.chatbot });
  if (criteria.stage) {
    query.where({ stage: criteria.stage });
  }
  if (criteria.startedBy) {
    query.where('started_at', '<=', criteria.startedBy);
  }
  return paginate(query, newestFirst<DeploymentRow>('started_at'), page);
}

/** Deployments of one version, newest first. */
export async function listDeploymentsOfVersion(
  db: Knex,
  chatbot: string,
  version: string,
): Promise<DeploymentRow[]> {
  return db('deployments')
    .where({ chatbot, version })
    .orderBy('started_at', 'desc');
}

/** Deployments of some digests by some chatbots. */
export async function listDeploymentsOfDigests(
  db: Knex,
  chatbots: readonly string[],
  digests: readonly string[],
): Promise<DeploymentRow[]> {
  return db('deployments')
    .whereIn('chatbot', chatbots)
    .whereIn('digest', digests);
}

/**
 * Deployments that took a stage over and were not followed by another, and those that are open; now or at an instant.
 * Oldest first.
 */
export async function listLiveDeployments(
  db: Knex,
  chatbots: readonly string[],
  at?: string,
): Promise<DeploymentRow[]> {
  const query = db('deployments').whereIn('chatbot', chatbots);
  if (at === undefined) {
    query.where(current =>
      current
        .where({ state: 'open' })
        .orWhere(live =>
          live.where({ state: 'deployed' }).whereNull('ended_at'),
        ),
    );
  } else {
    query.where('started_at', '<=', at).where(then =>
      then
        .whereNull('finished_at')
        .orWhere('finished_at', '>', at)
        .orWhere(live =>
          live
            .where({ state: 'deployed' })
            .where(notOver =>
              notOver.whereNull('ended_at').orWhere('ended_at', '>', at),
            ),
        ),
    );
  }
  return query.orderBy('started_at');
}

/** Adds a deployment. */
export async function insertDeployment(
  db: Knex.Transaction,
  row: DeploymentRow,
): Promise<void> {
  await db('deployments').insert(row);
}

/** Changes columns of a deployment. */
export async function updateDeployment(
  db: Knex.Transaction,
  id: string,
  columns: Partial<DeploymentRow>,
): Promise<void> {
  await db('deployments').where({ id }).update(columns);
}

/** Ends what runs in a stage, because another deployment takes it over. */
export async function endLiveDeployment(
  db: Knex.Transaction,
  options: { chatbot: string; stage: string; now: string },
): Promise<void> {
  const { chatbot, stage, now } = options;
  await db('deployments')
    .where({ chatbot, stage, state: 'deployed' })
    .whereNull('ended_at')
    .update({ ended_at: now });
}

/** Steps of some deployments, in order. */
export async function listDeploymentSteps(
  db: Knex,
  deploymentIds: readonly string[],
): Promise<DeploymentStepRow[]> {
  return db('deployment_steps')
    .whereIn('deployment_id', deploymentIds)
    .orderBy('sequence');
}

/** Adds a step to a deployment. */
export async function insertDeploymentStep(
  db: Knex.Transaction,
  row: DeploymentStepRow,
): Promise<void> {
  await db('deployment_steps').insert(row);
}

/** Every deployment, page by page. */
export function readDeployments(
  db: Knex,
  size: number,
): AsyncGenerator<DeploymentRow[], void, undefined> {
  return readPages(db('deployments'), byId<DeploymentRow>(), { size });
}

/** When the version of each of some deployments was replaced: by the next that succeeded in its stage. Nothing for the last. */
export async function findSuccessors(
  db: Knex,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const next = db('deployments as next')
    .whereRaw('next.chatbot = d.chatbot and next.stage = d.stage')
    .where('next.state', 'deployed')
    .whereRaw('next.id <> d.id and next.started_at >= d.finished_at')
    .orderBy('next.started_at')
    .limit(1)
    .select('next.finished_at');
  const rows: { id: string; replaced_at: string | null }[] = await db(
    'deployments as d',
  )
    .whereIn('d.id', ids)
    .select('d.id')
    .select({ replaced_at: next });
  return new Map(
    rows.flatMap(({ id, replaced_at: at }) => (at === null ? [] : [[id, at]])),
  );
}

/** The deployment that took each of some stages over last. */
export async function listLastDeployed(
  db: Knex,
  chatbots: readonly string[],
  stages: readonly string[],
): Promise<DeploymentRow[]> {
  const later = db('deployments as later')
    .whereRaw('later.chatbot = d.chatbot and later.stage = d.stage')
    .where('later.state', 'deployed')
    .whereRaw('later.id <> d.id and later.started_at >= d.finished_at')
    .select(db.raw('1'));
  return db('deployments as d')
    .whereIn('d.chatbot', chatbots)
    .whereIn('d.stage', stages)
    .where('d.state', 'deployed')
    .whereNotExists(later)
    .select('d.*');
}
