import {
  cutText,
  errorWithReason,
  parseInstant,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  EXTERNAL_STATUSES,
  isBeforeDeployment,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { isWellFormed } from '@chatbot-portal/transparency-log';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readInstant, toInstant } from '../../database/Clock';
import {
  ExternalAnswerRow,
  findAnswerByMessage,
  insertExternalAnswer,
  listAnswersTo,
} from '../../database/externalAnswers';
import { findExternalRequest } from '../../database/externalRequests';
import { updatePromotion } from '../../database/promotions';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import { answerDigest } from '../../records/externalAnswers';
import { Evidence, withAlarm } from '../evidence/EvidenceVerifier';
import {
  currentSnapshot,
  lockPromotion,
  refresh,
  toGate,
} from '../promotions/PromotionKeeper';

// PostgreSQL keeps no NUL in a text and no half of a surrogate pair, and its columns count characters.
const text = (most: number) =>
  z
    .string()
    .min(1)
    .refine(value => cutText(value, most) === value, {
      error: `must have at most ${most} characters`,
    })
    .refine(value => !value.includes('\0') && isWellFormed(value), {
      error: 'must hold neither NUL nor half of a surrogate pair',
    });

/** What a system answers, by callback, by poll or at once. */
export const externalAnswerSchema = z.strictObject({
  id: text(40),
  bindingDigest: z.string().regex(/^[0-9a-f]{64}$/),
  status: z.enum(EXTERNAL_STATUSES),
  link: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  reference: text(200).optional(),
  answeredBy: text(200).optional(),
  decidedAt: z
    .string()
    .refine(value => parseInstant(value) !== undefined, {
      error: 'is no instant of RFC 3339',
    })
    .transform(readInstant)
    .optional(),
  comment: text(1000).optional(),
});

/** An answer, with what is known of the message that brought it. */
export interface AnswerOptions {
  /** The system whose secret signed it, or that was asked. */
  system: string;
  /** Names the message; the same message twice is one answer. */
  messageId: string;
  sentAt: Date;
  answer: unknown;
}

/**
 * Records what a system outside the portal answered about a promotion, and binds the promotion to it.
 *
 * @remarks
 * Throws `input-invalid` for what is no answer, `promotion-unknown` for a request that nobody made, `promotion-state` once its
 * deployment began or it ended, `binding-changed` for an answer about facts that are no longer those of the promotion, and
 * `answer-outdated` for one that was sent before another.
 */
export async function answerPromotion(
  { unitOfWork, evidence }: { unitOfWork: UnitOfWork; evidence: Evidence },
  options: AnswerOptions,
): Promise<void> {
  const parsed = externalAnswerSchema.safeParse(options.answer);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw errorWithReason(
      'input-invalid',
      `The answer of ${options.system} is not valid: ${path.join(
        '.',
      )} ${message}`,
    );
  }
  const refused = await withAlarm(evidence, () =>
    unitOfWork.run(
      { actor: { kind: 'service', subject: `external:${options.system}` } },
      work => answer(work, { ...options, answer: parsed.data }, evidence),
    ),
  );
  if (refused) {
    throw refused;
  }
}

type Answer = z.infer<typeof externalAnswerSchema>;

/** Returns a refusal rather than throwing it, so that a promotion found void or expired stays so. */
async function answer(
  work: Work,
  options: AnswerOptions & { answer: Answer },
  evidence: Evidence,
): Promise<Error | undefined> {
  const { system, messageId } = options;
  const { id, bindingDigest } = options.answer;
  const request = await findExternalRequest(work.db, id);
  if (!request || request.system !== system) {
    throw errorWithReason(
      'promotion-unknown',
      `The portal did not ask ${system} under the id '${id}'`,
    );
  }
  const locked = await refresh(
    work,
    await lockPromotion(work, request.promotion_id),
    evidence,
  );
  const refuse = (error: Error) => {
    if (!locked.wrote) {
      work.unchanged();
    }
    return error;
  };
  const { promotion } = locked;
  const row = toRow(work, promotion.id, options);
  const known = await findAnswerByMessage(work.db, row);
  if (known) {
    return answerDigest(known) === answerDigest(row)
      ? unchanged(work, locked.wrote)
      : refuse(
          errorWithReason(
            'answer-outdated',
            `The message '${messageId}' of ${system} said something else before`,
          ),
        );
  }
  if (!isBeforeDeployment(promotion.state)) {
    return refuse(
      errorWithReason(
        'promotion-state',
        `The promotion is ${promotion.state} and takes no answer any more`,
      ),
    );
  }
  const { askedDigest } = await currentSnapshot(work, locked, evidence);
  if (bindingDigest !== askedDigest || request.asked_digest !== askedDigest) {
    return refuse(
      errorWithReason(
        'binding-changed',
        `${system} answered about other facts than those of the promotion now; it is asked again`,
      ),
    );
  }
  const last = (
    await listAnswersTo(work.db, promotion.id, askedDigest)
  ).findLast(one => one.system === system);
  if (last && last.sent_at > row.sent_at) {
    return refuse(
      errorWithReason(
        'answer-outdated',
        `${system} sent another answer later, at ${last.sent_at}`,
      ),
    );
  }
  await insertExternalAnswer(work.db, row);
  await recordAnswer(work, locked.promotion.row, row);
  // Without the gate of before: the answer is part of it.
  const { chatbot, version } = locked;
  const next = await refresh(work, { chatbot, version, promotion }, evidence);
  if (isBeforeDeployment(next.promotion.state)) {
    const snapshot = await currentSnapshot(work, next, evidence);
    await updatePromotion(work.db, promotion.id, {
      gate: JSON.stringify(
        toGate(snapshot, promotion.row.stage, snapshot.policyNumber),
      ),
      updated_at: work.now,
    });
  }
  return undefined;
}

function unchanged(work: Work, wrote: boolean): undefined {
  if (!wrote) {
    work.unchanged();
  }
}

function toRow(
  work: Work,
  promotionId: string,
  {
    system,
    messageId,
    sentAt,
    answer: said,
  }: AnswerOptions & { answer: Answer },
): ExternalAnswerRow {
  return {
    id: randomUUID(),
    promotion_id: promotionId,
    system,
    asked_digest: said.bindingDigest,
    status: said.status,
    link: said.link ?? null,
    reference: said.reference ?? null,
    answered_by: said.answeredBy ?? null,
    decided_at: said.decidedAt ?? null,
    comment: said.comment ?? null,
    message_id: messageId,
    sent_at: toInstant(sentAt),
    answered_at: work.now,
  };
}

async function recordAnswer(
  work: Work,
  promotion: {
    chatbot: string;
    version: string;
    digest: string;
    stage: string;
  },
  row: ExternalAnswerRow,
): Promise<void> {
  await work.record({
    type: 'promotion.answered',
    subject: {
      kind: 'promotion',
      chatbot: promotion.chatbot,
      id: row.promotion_id,
    },
    data: {
      version: promotion.version,
      digest: promotion.digest,
      stage: promotion.stage,
      answerId: row.id,
      system: row.system,
      status: row.status,
      askedDigest: row.asked_digest,
      sentAt: row.sent_at,
      ...(row.decided_at ? { decidedAt: row.decided_at } : {}),
    },
    texts: {
      messageId: row.message_id,
      contentDigest: answerDigest(row),
      ...(row.link ? { link: row.link } : {}),
      ...(row.reference ? { reference: row.reference } : {}),
      ...(row.answered_by ? { answeredBy: row.answered_by } : {}),
      ...(row.comment ? { comment: row.comment } : {}),
    },
  });
}
