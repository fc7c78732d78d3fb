import {
  AuditActor,
  auditEventText,
  commitText,
  AuditEventBody,
  ChatbotEvent,
  eventSchemas,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { randomBytes, randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Actor } from '../../database/Actor';
import { insertAuditEvent } from '../../database/auditEvents';
import { insertAuditTexts } from '../../database/auditTexts';
import { ensurePseudonyms } from '../../database/people';
import { EventKeys } from '../../keys';
import { eventColumns, leafHashOf } from '../authenticateEvent';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { prettifyError } from 'zod';
import { AuditAppender, AuditContext } from '../../database/UnitOfWork';

/**
 * Writes the event with its leaf hash, its MAC and no number: the sequencer numbers what is committed and authentic.
 *
 * @remarks
 * The hashed body holds no personal data. People stand in it as random pseudonyms and free text as SHA-256(salt || text);
 * mapping, text and salt lie in tables of their own and can be erased without touching the log. Throws `audit-event-invalid` for
 * another shape than the type has, and `audit-personal-data` for facts that name a person all the same; either ends the
 * change that the event tells of.
 */
export class DatabaseAuditAppender implements AuditAppender {
  readonly #keys: EventKeys;

  constructor(options: { keys: EventKeys }) {
    this.#keys = options.keys;
  }

  async append(
    db: Knex.Transaction,
    event: ChatbotEvent,
    context: AuditContext,
  ): Promise<void> {
    await this.insert(db, event, context);
  }

  /** Writes the event and returns its id. */
  async insert(
    db: Knex.Transaction,
    event: ChatbotEvent,
    context: AuditContext,
  ): Promise<string> {
    assertShape(event);
    const id = randomUUID();
    const { actor } = context;
    const people: Record<string, string[]> = event.people ?? {};
    const pseudonymOf = await ensurePseudonyms(
      db,
      [
        ...Object.values(people).flat(),
        ...(actor.kind === 'user' ? [actor.userRef] : []),
      ],
      context.recordedAt,
    );
    const pseudonyms = Object.fromEntries(
      Object.entries(people).map(([role, refs]) => [
        role,
        refs.map(pseudonymOf),
      ]),
    );
    const written: Record<string, string> = event.texts ?? {};
    const texts = Object.entries(written).map(([field, text]) => {
      const salt = randomBytes(32);
      const commitment = commitText(text, salt, sha256);
      return { field, text, salt: salt.toString('base64'), commitment };
    });
    const body: AuditEventBody = {
      schemaVersion: 1,
      eventId: id,
      type: event.type,
      occurredAt: context.occurredAt,
      recordedAt: context.recordedAt,
      actor: actorFact(actor, pseudonymOf),
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
    };
    // Refuses a person's name in the facts: nobody could ever take it out again.
    const text = auditEventText(body);
    await insertAuditEvent(db, {
      ...eventColumns(body),
      body: text,
      leaf_hash: leafHashOf(text),
      ...this.#keys.sign(text),
    });
    await insertAuditTexts(
      db,
      texts.map(({ field, salt, text: plain }) => ({
        event_id: id,
        field,
        salt,
        text: plain,
      })),
    );
    return id;
  }
}

/** What is read of an event by its type has to be there. */
function assertShape(event: ChatbotEvent): void {
  const { error } = eventSchemas[event.type].safeParse(event);
  if (error) {
    throw errorWithReason(
      'audit-event-invalid',
      `The audit event is no ${event.type}: ${prettifyError(error)}`,
    );
  }
}

function actorFact(
  actor: Actor,
  pseudonymOf: (userRef: string) => string,
): AuditActor {
  switch (actor.kind) {
    case 'user':
      return { kind: actor.kind, pseudonym: pseudonymOf(actor.userRef) };
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
