import {
  AuditActor,
  auditEventText,
  auditLeafHash,
  commitText,
  reasoned,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  ChatbotEvent,
  eventSchemas,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { randomBytes, randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { prettifyError } from 'zod';
import { sha256 } from '../../crypto/sha256';
import { Actor } from '../../database/Actor';
import { AuditAppender, AuditContext } from '../../database/AuditAppender';
import { AuditEventRow, AuditTextRow } from '../../database/tables';
import { ensurePseudonym } from './ensurePseudonym';

/**
 * Writes the event with its leaf hash and no number: the sequencer numbers what is committed.
 *
 * @remarks
 * The hashed body holds no personal data. People stand in it as random pseudonyms and free text as SHA-256(salt || text);
 * mapping, text and salt lie in tables of their own and can be erased without touching the log. Throws `audit-event-invalid` for
 * another shape than the type has, and `audit-personal-data` for facts that name a person all the same; either ends the
 * change that the event tells of.
 */
export class DatabaseAuditAppender implements AuditAppender {
  async append(
    db: Knex.Transaction,
    event: ChatbotEvent,
    context: AuditContext,
  ): Promise<void> {
    assertShape(event);
    const id = randomUUID();
    const pseudonyms: Record<string, string[]> = {};
    const people: Record<string, string[]> = event.people ?? {};
    for (const [role, refs] of Object.entries(people)) {
      pseudonyms[role] = [];
      for (const ref of refs) {
        pseudonyms[role].push(
          await ensurePseudonym(db, ref, context.recordedAt),
        );
      }
    }
    const written: Record<string, string> = event.texts ?? {};
    const texts = Object.entries(written).map(([field, text]) => {
      const salt = randomBytes(32);
      const commitment = commitText(text, salt, sha256);
      return { field, text, salt: salt.toString('base64'), commitment };
    });
    const actor = await actorFact(db, context.actor, context.recordedAt);
    // Refuses a person's name in the facts: nobody could ever take it out again.
    const body = auditEventText({
      schemaVersion: 1,
      eventId: id,
      type: event.type,
      occurredAt: context.occurredAt,
      recordedAt: context.recordedAt,
      actor,
      subject: event.subject,
      data: {
        ...event.data,
        ...(event.people ? { people: pseudonyms } : {}),
        ...(texts.length > 0
          ? {
              texts: Object.fromEntries(
                texts.map(({ field, commitment }) => [field, { commitment }]),
              ),
            }
          : {}),
      },
      ...(context.demo ? { demo: true as const } : {}),
    });
    await db<AuditEventRow>('audit_events').insert({
      id,
      type: event.type,
      chatbot: 'chatbot' in event.subject ? event.subject.chatbot : null,
      subject_kind: event.subject.kind,
      subject_id: event.subject.id,
      actor_kind: actor.kind,
      pseudonym: actor.kind === 'user' ? actor.pseudonym : null,
      occurred_at: context.occurredAt,
      recorded_at: context.recordedAt,
      body,
      leaf_hash: Buffer.from(auditLeafHash(body, sha256)).toString('base64'),
    });
    for (const { field, salt, text } of texts) {
      await db<AuditTextRow>('audit_texts').insert({
        event_id: id,
        field,
        salt,
        text,
      });
    }
  }
}

/** What is read of an event by its type has to be there. */
function assertShape(event: ChatbotEvent): void {
  const { error } = eventSchemas[event.type].safeParse(event);
  if (error) {
    throw reasoned(
      'audit-event-invalid',
      `The audit event is no ${event.type}: ${prettifyError(error)}`,
    );
  }
}

async function actorFact(
  db: Knex.Transaction,
  actor: Actor,
  recordedAt: string,
): Promise<AuditActor> {
  switch (actor.kind) {
    case 'user':
      return {
        kind: actor.kind,
        pseudonym: await ensurePseudonym(db, actor.userRef, recordedAt),
      };
    case 'pipeline':
      return {
        kind: actor.kind,
        chatbot: actor.chatbot,
        tokenId: actor.tokenId,
      };
    default:
      return { kind: actor.kind, subject: actor.subject };
  }
}
