import { Knex } from 'knex';
import { lockRows } from './dialect';

/** An evaluation of which parts are on their way. */
export interface OpenEvaluationRow {
  id: string;
  chatbot: string;
  identity_digest: string;
  /** JSON: the report without samples and slices, and its origin. */
  report: string;
  parts: number;
  ends_at: string;
  /** Id of the evaluation that it became; null while it is open. */
  completed_as: string | null;
  mac: string;
  mac_key_id: string;
}

/** A part of an open evaluation. */
export interface EvaluationPartRow {
  evaluation_id: string;
  part: number;
  digest: string;
  samples: number;
  slices: number;
  bytes: number;
  /** JSON; null once the evaluation is complete. */
  content: string | null;
  mac: string;
  mac_key_id: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    open_evaluations: OpenEvaluationRow;
    evaluation_parts: EvaluationPartRow;
  }
}

/** What is known of a part without its content. */
export type PartFacts = Pick<
  EvaluationPartRow,
  'part' | 'digest' | 'samples' | 'slices' | 'bytes'
>;

/** Adds an open evaluation without parts. */
export async function insertOpenEvaluation(
  db: Knex.Transaction,
  row: OpenEvaluationRow,
): Promise<void> {
  await db('open_evaluations').insert(row);
}

/** The open evaluation of a chatbot with this id, locked. */
export async function lockOpenEvaluation(
  db: Knex.Transaction,
  key: { id: string; chatbot: string },
): Promise<OpenEvaluationRow | undefined> {
  return lockRows(db, db('open_evaluations').where(key).first());
}

/** The open evaluation of this run. */
export async function findOpenByIdentity(
  db: Knex.Transaction,
  identityDigest: string,
): Promise<OpenEvaluationRow | undefined> {
  return db('open_evaluations')
    .where({ identity_digest: identityDigest })
    .first();
}

/** How many of a chatbot wait for parts. */
export async function countOpenEvaluations(
  db: Knex.Transaction,
  chatbot: string,
): Promise<number> {
  const [{ total }] = await db('open_evaluations')
    .where({ chatbot, completed_as: null })
    .count({ total: '*' });
  return Number(total);
}

/** The parts that are there, in order, without what they hold. */
export async function listPartFacts(
  db: Knex.Transaction,
  evaluationId: string,
): Promise<PartFacts[]> {
  return db('evaluation_parts')
    .where({ evaluation_id: evaluationId })
    .orderBy('part')
    .select('part', 'digest', 'samples', 'slices', 'bytes');
}

/** The parts that are there, in order. */
export async function listParts(
  db: Knex.Transaction,
  evaluationId: string,
): Promise<EvaluationPartRow[]> {
  return db('evaluation_parts')
    .where({ evaluation_id: evaluationId })
    .orderBy('part');
}

/** Adds a part. */
export async function insertPart(
  db: Knex.Transaction,
  row: EvaluationPartRow,
): Promise<void> {
  await db('evaluation_parts').insert(row);
}

/** Keeps what an open evaluation became, and of its parts the digests alone. */
export async function completeOpenEvaluation(
  db: Knex.Transaction,
  id: string,
  completedAs: string,
): Promise<void> {
  await db('open_evaluations')
    .where({ id })
    .update({ completed_as: completedAs });
  await db('evaluation_parts')
    .where({ evaluation_id: id })
    .update({ content: null });
}

/** Removes those that have ended, with their parts; returns how many were never complete. */
export async function deleteEndedEvaluations(
  db: Knex.Transaction,
  now: string,
): Promise<number> {
  const ended = await lockRows(
    db,
    db('open_evaluations').where('ends_at', '<=', now).orderBy('id'),
  );
  const ids = ended.map(({ id }) => id);
  await db('evaluation_parts').whereIn('evaluation_id', ids).delete();
  await db('open_evaluations').whereIn('id', ids).delete();
  return ended.filter(({ completed_as: id }) => id === null).length;
}
