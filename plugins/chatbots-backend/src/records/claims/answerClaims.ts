import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { ExternalAnswerRow } from '../../database/externalAnswers';
import { answerDigest } from '../externalAnswers';
import { Claim, ClaimSubject, Testimony } from './Claim';

/** Types of the events that bear out what outside systems answered. */
export const ANSWER_EVIDENCE: readonly EventType[] = ['promotion.answered'];

/** The answers that count for a promotion as it stands. */
export interface CountedAnswers {
  promotionId: string;
  chatbot: string;
  /** Digest of the facts that the systems were asked about. */
  askedDigest: string;
  /** The last one of each system. */
  rows: readonly ExternalAnswerRow[];
}

/**
 * Claims that these are the last answers of the systems, word for word, and that no system answered whose answer is missing: a
 * refusal that was deleted must not leave a rule that only it would fail.
 */
export function answersClaim(counted: CountedAnswers): Claim {
  const { promotionId, chatbot, askedDigest, rows } = counted;
  const subject: ClaimSubject = { kind: 'promotion', chatbot, id: promotionId };
  return {
    what: `answers of outside systems about promotion ${promotionId}`,
    subject,
    people: [],
    texts: ['contentDigest'],
    holds(testimony) {
      const told = new Map<string, StoredEvent<'promotion.answered'>>();
      for (const event of testimony.of(subject)) {
        if (
          event.type === 'promotion.answered' &&
          event.data.askedDigest === askedDigest
        ) {
          told.set(event.data.system, event);
        }
      }
      return (
        told.size === rows.length &&
        rows.every(row => isTold(row, told.get(row.system), testimony))
      );
    },
  };
}

function isTold(
  row: ExternalAnswerRow,
  event: StoredEvent<'promotion.answered'> | undefined,
  testimony: Testimony,
): boolean {
  return (
    event !== undefined &&
    event.data.answerId === row.id &&
    event.data.askedDigest === row.asked_digest &&
    event.data.status === row.status &&
    event.data.sentAt === row.sent_at &&
    event.occurredAt === row.answered_at &&
    testimony.holdsText(event, 'contentDigest', answerDigest(row))
  );
}
