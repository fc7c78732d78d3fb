import { Knex } from 'knex';

/** What the gate of a version and stage said last. `at_sequence` is a text on PostgreSQL. */
export interface GateEvaluationRow {
  version_id: string;
  stage: string;
  chatbot: string;
  verdict: 'pass' | 'fail' | 'inconclusive' | 'none';
  checks: string;
  approvals: string;
  policy_number: number;
  rules_digest: string;
  revision: string;
  at_sequence: number | string;
  evaluated_at: string;
  valid_until: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    gate_evaluations: GateEvaluationRow;
  }
}

/** The last evaluations of some versions, at every stage. */
export async function listGateEvaluations(
  db: Knex,
  versionIds: readonly string[],
): Promise<GateEvaluationRow[]> {
  return db('gate_evaluations').whereIn('version_id', versionIds);
}

/** Puts a chatbot's evaluations in place of all those before. */
export async function replaceGateEvaluations(
  db: Knex.Transaction,
  chatbot: string,
  rows: readonly GateEvaluationRow[],
): Promise<void> {
  await db('gate_evaluations').where({ chatbot }).delete();
  if (rows.length > 0) {
    await db('gate_evaluations')
      .insert([...rows])
      // Another replica may do the same at the same time.
      .onConflict(['version_id', 'stage'])
      .merge();
  }
}

/** Chatbots with an evaluation that held until an instant at most, the longest overdue first. */
export async function listChatbotsDue(
  db: Knex,
  now: string,
  limit: number,
): Promise<string[]> {
  const rows = await db('gate_evaluations')
    .where('valid_until', '<=', now)
    .groupBy('chatbot')
    .orderByRaw('min(valid_until)')
    .limit(limit)
    .select('chatbot');
  return rows.map(({ chatbot }) => chatbot);
}

/** What a chatbot's evaluations were made of, each combination once. */
export async function listEvaluatedRevisions(
  db: Knex,
  chatbot: string,
): Promise<Pick<GateEvaluationRow, 'revision' | 'policy_number'>[]> {
  return db('gate_evaluations')
    .where({ chatbot })
    .distinct('revision', 'policy_number');
}
