import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { lockRows } from './dialect';
import { ListOrder, Page, PageRequest, paginate, readPages } from './paginate';

export interface PolicyRow {
  number: number;
  state: 'proposed' | 'active' | 'retired';
  active_key: string | null;
  digest: string;
  text: string;
  proposed_by: string | null;
  proposed_at: string;
  activated_at: string | null;
}

export interface PolicyApprovalRow {
  policy_number: number;
  user_ref: string;
  approved_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    policies: PolicyRow;
    policy_approvals: PolicyApprovalRow;
  }
}

/** The policy of this number. Throws `policy-unknown`. */
export async function findPolicy(db: Knex, number: number): Promise<PolicyRow> {
  const row = await db('policies').where({ number }).first();
  if (!row) {
    throw errorWithReason('policy-unknown', `There is no policy ${number}`);
  }
  return row;
}

/** The policy in force; undefined before the first activation. */
export async function findActivePolicy(
  db: Knex,
): Promise<PolicyRow | undefined> {
  return db('policies').where({ active_key: 'active' }).first();
}

/** Number of the policy in force. */
export async function findActivePolicyNumber(
  db: Knex,
): Promise<number | undefined> {
  const row = await db('policies')
    .where({ active_key: 'active' })
    .first('number');
  return row?.number;
}

/** The policy in force, locked: commands on policies take turns on it. */
export async function lockActivePolicy(
  db: Knex.Transaction,
): Promise<PolicyRow | undefined> {
  return lockRows(db, db('policies').where({ active_key: 'active' }).first());
}

/** Number of the policy with this text. */
export async function findPolicyByDigest(
  db: Knex,
  digest: string,
): Promise<number | undefined> {
  const row = await db('policies').where({ digest }).first('number');
  return row?.number;
}

const BY_NUMBER: ListOrder<PolicyRow> = {
  parts: [
    { name: 'number', sql: 'number', type: 'integer', of: row => row.number },
  ],
  direction: 'desc',
};

/** Every policy, oldest first, page by page. */
export function readPolicies(
  db: Knex,
  size: number,
): AsyncGenerator<PolicyRow[], void, undefined> {
  return readPages(
    db('policies'),
    { ...BY_NUMBER, direction: 'asc' },
    { size },
  );
}

/** One page of policies, newest first. */
export async function listPolicies(
  db: Knex,
  page: PageRequest,
): Promise<Page<PolicyRow>> {
  return paginate(db('policies'), BY_NUMBER, page);
}

/** Adds a proposed policy and returns its number. */
export async function insertPolicy(
  db: Knex.Transaction,
  row: Pick<PolicyRow, 'digest' | 'text' | 'proposed_by' | 'proposed_at'>,
): Promise<number> {
  const [{ number }] = await db('policies')
    .insert({ ...row, state: 'proposed' })
    .returning('number');
  return number;
}

/** Puts a policy in force, in place of the one that was. */
export async function activatePolicy(
  db: Knex.Transaction,
  options: { number: number; replaces?: number; now: string },
): Promise<void> {
  const { number, replaces, now } = options;
  if (replaces !== undefined) {
    await db('policies')
      .where({ number: replaces })
      .update({ state: 'retired', active_key: null });
  }
  await db('policies')
    .where({ number })
    .update({ state: 'active', active_key: 'active', activated_at: now });
}

/** Approvals of a policy, oldest first. */
export async function listPolicyApprovals(
  db: Knex,
  number: number,
): Promise<PolicyApprovalRow[]> {
  return db('policy_approvals')
    .where({ policy_number: number })
    .orderBy('approved_at');
}

/** Adds a person's approval of a policy. */
export async function insertPolicyApproval(
  db: Knex.Transaction,
  row: PolicyApprovalRow,
): Promise<void> {
  await db('policy_approvals').insert(row);
}

/** Approvals of some policies. */
export async function listApprovalsOf(
  db: Knex,
  numbers: readonly number[],
): Promise<PolicyApprovalRow[]> {
  return db('policy_approvals').whereIn('policy_number', numbers);
}
