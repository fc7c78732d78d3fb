import {
  bindingInput,
  ExternalAnswer,
  PromotionBinding,
  ResolvedRules,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { ExternalAnswerRow } from '../database/externalAnswers';

/** Digest of the facts that outside systems are asked about: the binding without their answers. */
export function askedDigest(binding: PromotionBinding): string {
  return sha256Text(
    canonicalJson(bindingInput({ ...binding, answers: undefined })),
  );
}

/** Id of the request to a system: the same facts are asked about once, however often that is tried. */
export function externalRequestId(
  promotionId: string,
  system: string,
  asked: string,
): string {
  return `req_${sha256Text(canonicalJson([promotionId, system, asked])).slice(
    0,
    32,
  )}`;
}

/** Systems that the rules ask. */
export function systemsAsked(rules: Pick<ResolvedRules, 'checks'>): string[] {
  return [
    ...new Set(
      rules.checks.flatMap(({ type, system }) =>
        type === 'external' && typeof system === 'string' ? system : [],
      ),
    ),
  ];
}

/** SHA-256 of everything that an answer says. */
export function answerDigest(
  row: Omit<ExternalAnswerRow, 'id' | 'message_id' | 'sent_at' | 'answered_at'>,
): string {
  return sha256Text(
    canonicalJson({
      format: 'chatbot-portal/external-answer/v1',
      promotionId: row.promotion_id,
      system: row.system,
      askedDigest: row.asked_digest,
      status: row.status,
      link: row.link,
      reference: row.reference,
      answeredBy: row.answered_by,
      decidedAt: row.decided_at,
      comment: row.comment,
    }),
  );
}

/** The last row of each system, from rows in the order in which they were sent. */
export function latestRows(
  rows: readonly ExternalAnswerRow[],
): ExternalAnswerRow[] {
  return [...new Map(rows.map(row => [row.system, row])).values()];
}

/** An answer as checks see it. */
export function toExternalAnswer(row: ExternalAnswerRow): ExternalAnswer {
  return {
    id: row.id,
    system: row.system,
    status: row.status,
    digest: answerDigest(row),
    ...(row.link ? { link: row.link } : {}),
    ...(row.reference ? { reference: row.reference } : {}),
    ...(row.answered_by ? { answeredBy: row.answered_by } : {}),
    ...(row.decided_at ? { decidedAt: row.decided_at } : {}),
    ...(row.comment ? { comment: row.comment } : {}),
  };
}
