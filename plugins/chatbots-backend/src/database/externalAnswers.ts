import { ExternalAnswer } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';

/** What an outside system answered about a promotion. Never changed. */
export interface ExternalAnswerRow {
  id: string;
  promotion_id: string;
  system: string;
  /** Digest of the facts that it was asked about. */
  asked_digest: string;
  status: ExternalAnswer['status'];
  link: string | null;
  reference: string | null;
  /** Who answered, in the system's words. */
  answered_by: string | null;
  decided_at: string | null;
  comment: string | null;
  /** Names the message for the system; one id is one answer. */
  message_id: string;
  /** By the system's clock. */
  sent_at: string;
  answered_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    external_answers: ExternalAnswerRow;
  }
}

/** All answers about some promotions, in the order in which they came. */
export async function listExternalAnswers(
  db: Knex,
  promotionIds: readonly string[],
): Promise<ExternalAnswerRow[]> {
  return db('external_answers')
    .whereIn('promotion_id', promotionIds)
    .orderBy(['answered_at', 'sent_at', 'id']);
}

/** The answers about a promotion as it stands, in the order in which they came. */
export async function listAnswersTo(
  db: Knex,
  promotionId: string,
  askedDigest: string,
): Promise<ExternalAnswerRow[]> {
  return db('external_answers')
    .where({ promotion_id: promotionId, asked_digest: askedDigest })
    .orderBy(['sent_at', 'answered_at', 'id']);
}

/** Finds what a message of a system was recorded as. */
export async function findAnswerByMessage(
  db: Knex,
  key: Pick<ExternalAnswerRow, 'promotion_id' | 'system' | 'message_id'>,
): Promise<ExternalAnswerRow | undefined> {
  const { promotion_id, system, message_id } = key;
  return db('external_answers')
    .where({ promotion_id, system, message_id })
    .first();
}

/** Adds an answer. */
export async function insertExternalAnswer(
  db: Knex.Transaction,
  row: ExternalAnswerRow,
): Promise<void> {
  await db('external_answers').insert(row);
}
