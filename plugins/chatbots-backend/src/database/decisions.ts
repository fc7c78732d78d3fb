import { Knex } from 'knex';

export interface DecisionRow {
  id: string;
  promotion_id: string;
  user_ref: string;
  outcome: 'approve' | 'reject';
  binding_digest: string;
  active_key: string | null;
  comment: string | null;
  decided_at: string;
  withdrawn_at: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    decisions: DecisionRow;
  }
}

/** Decisions on some promotions, oldest first. */
export async function listDecisions(
  db: Knex,
  promotionIds: readonly string[],
): Promise<DecisionRow[]> {
  return db('decisions')
    .whereIn('promotion_id', promotionIds)
    .orderBy('decided_at');
}

/** Decisions on a promotion that were not taken back, oldest first. */
export async function listActiveDecisions(
  db: Knex,
  promotionId: string,
): Promise<DecisionRow[]> {
  return db('decisions')
    .where({ promotion_id: promotionId })
    .whereNull('withdrawn_at')
    .orderBy('decided_at');
}

/** Whether a promotion has a decision that was not taken back. */
export async function isDecided(
  db: Knex,
  promotionId: string,
): Promise<boolean> {
  const row = await db('decisions')
    .where({ promotion_id: promotionId })
    .whereNull('withdrawn_at')
    .first('id');
  return row !== undefined;
}

/** Adds a decision. */
export async function insertDecision(
  db: Knex.Transaction,
  row: DecisionRow,
): Promise<void> {
  await db('decisions').insert(row);
}

/** Notes that a decision was taken back; its person may decide again. */
export async function withdrawDecisionRow(
  db: Knex.Transaction,
  id: string,
  now: string,
): Promise<void> {
  await db('decisions')
    .where({ id })
    .update({ withdrawn_at: now, active_key: null });
}
