import { Knex } from 'knex';

/** A request to start the deploy workflow of a promotion. */
export interface WorkflowDispatchRow {
  id: string;
  promotion_id: string;
  /** 1 for the first of the promotion. */
  attempt: number;
  /** The event of the approval that it follows; null where a person asked. */
  approval_id: string | null;
  state: 'requested' | 'started' | 'failed';
  requested_at: string;
  /** How often a replica took it up. */
  tries: number;
  /** Until then it rests, or the replica that took it up has it. */
  not_before: string | null;
  ended_at: string | null;
  run_id: string | null;
  run_url: string | null;
  reason_code: string | null;
  message: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    workflow_dispatches: WorkflowDispatchRow;
  }
}

/** Adds a request. */
export async function insertWorkflowDispatch(
  db: Knex.Transaction,
  row: WorkflowDispatchRow,
): Promise<void> {
  await db('workflow_dispatches').insert(row);
}

/** The last request of a promotion. */
export async function findLastWorkflowDispatch(
  db: Knex,
  promotionId: string,
): Promise<WorkflowDispatchRow | undefined> {
  return db('workflow_dispatches')
    .where({ promotion_id: promotionId })
    .orderBy('attempt', 'desc')
    .first();
}

/** Whether an approval has its request. */
export async function hasWorkflowDispatch(
  db: Knex,
  approvalId: string,
): Promise<boolean> {
  const row = await db('workflow_dispatches')
    .where({ approval_id: approvalId })
    .first('id');
  return row !== undefined;
}

/** All requests of some promotions, oldest first. */
export async function listWorkflowDispatches(
  db: Knex,
  promotionIds: readonly string[],
): Promise<WorkflowDispatchRow[]> {
  return db('workflow_dispatches')
    .whereIn('promotion_id', promotionIds)
    .orderBy(['promotion_id', 'attempt']);
}

/** Requests that are due, those that wait longest first. Takes no lock: {@link claimWorkflowDispatch} decides who has one. */
export async function listDueWorkflowDispatches(
  db: Knex,
  options: { now: string; limit: number },
): Promise<WorkflowDispatchRow[]> {
  return db('workflow_dispatches')
    .where({ state: 'requested' })
    .where(due =>
      due.whereNull('not_before').orWhere('not_before', '<=', options.now),
    )
    .orderBy(['requested_at', 'id'])
    .limit(options.limit);
}

/**
 * Takes a request up as it was read, until an instant.
 *
 * @returns false when another replica was faster
 */
export async function claimWorkflowDispatch(
  db: Knex,
  { id, tries }: Pick<WorkflowDispatchRow, 'id' | 'tries'>,
  until: string,
): Promise<boolean> {
  const changed = await db('workflow_dispatches')
    .where({ id, tries, state: 'requested' })
    .update({ tries: tries + 1, not_before: until });
  return changed === 1;
}

/** Lets a request rest until an instant. */
export async function postponeWorkflowDispatch(
  db: Knex,
  id: string,
  columns: { not_before: string; tries?: number },
): Promise<void> {
  await db('workflow_dispatches')
    .where({ id, state: 'requested' })
    .update(columns);
}

/**
 * Notes how a request ended.
 *
 * @returns false when that is noted already
 */
export async function endWorkflowDispatch(
  db: Knex.Transaction,
  id: string,
  columns: Pick<WorkflowDispatchRow, 'state' | 'ended_at'> &
    Partial<
      Pick<
        WorkflowDispatchRow,
        'run_id' | 'run_url' | 'reason_code' | 'message'
      >
    >,
): Promise<boolean> {
  const changed = await db('workflow_dispatches')
    .where({ id, state: 'requested' })
    .update({ ...columns, not_before: null });
  return changed === 1;
}
