import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';

export interface PermitRow {
  id: string;
  promotion_id: string;
  envelope: string;
  key_id: string;
  issued_at: string;
  expires_at: string;
  consumed_at: string | null;
  idempotency_key: string | null;
  deployment_id: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    permits: PermitRow;
  }
}

/** The permit of this id. Throws `permit-unknown`. */
export async function findPermit(db: Knex, id: string): Promise<PermitRow> {
  const row = await db('permits').where({ id }).first();
  if (!row) {
    throw errorWithReason('permit-unknown', `There is no permit ${id}`);
  }
  return row;
}

/** The permit of a promotion, if one was issued. */
export async function findPermitOf(
  db: Knex,
  promotionId: string,
): Promise<PermitRow | undefined> {
  return db('permits').where({ promotion_id: promotionId }).first();
}

/** Permits of some promotions. */
export async function listPermits(
  db: Knex,
  promotionIds: readonly string[],
): Promise<PermitRow[]> {
  return db('permits').whereIn('promotion_id', promotionIds);
}

/** Adds a permit. */
export async function insertPermit(
  db: Knex.Transaction,
  row: PermitRow,
): Promise<void> {
  await db('permits').insert(row);
}

/** Notes that a permit was consumed, by which run and for which deployment. */
export async function markPermitConsumed(
  db: Knex.Transaction,
  id: string,
  columns: {
    consumed_at: string;
    idempotency_key: string;
    deployment_id: string;
  },
): Promise<void> {
  await db('permits').where({ id }).update(columns);
}
