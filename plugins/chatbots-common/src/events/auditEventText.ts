import {
  canonicalJson,
  fromBase64,
  utf8,
  leafHash,
} from '@chatbot-portal/transparency-log';
import type { Sha256 } from '@chatbot-portal/transparency-log';
import { errorWithReason } from '../errors';
import type { AuditEventBody } from './AuditEventBody';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const TYPE = /^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/;

/**
 * The text that is stored and hashed, once and for ever: canonical JSON.
 *
 * @throws InputError with reason `audit-event-invalid` or `audit-personal-data`;
 * TransparencyLogError with code `not-canonical`
 *
 * @public
 */
export function auditEventText(body: AuditEventBody): string {
  assertAuditEventBody(body);
  assertNoPersonalData(body.data, '$.data');
  return canonicalJson(body);
}

/**
 * Reads a stored text back. It must be in canonical form, since a reader compares
 * and hashes the text, not what it means.
 *
 * @throws InputError with reason `audit-event-invalid`
 *
 * @public
 */
export function parseAuditEventText(text: string): AuditEventBody {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw invalid('is no JSON', { cause });
  }
  assertAuditEventBody(body);
  if (canonicalJson(body) !== text) {
    throw invalid('is not in canonical form');
  }
  return body;
}

/**
 * The leaf hash of an event's exact text.
 *
 * @public
 */
export function auditLeafHash(text: string, sha256: Sha256): Uint8Array {
  return leafHash(utf8(text), sha256);
}

function assertAuditEventBody(value: unknown): asserts value is AuditEventBody {
  const body = object(value, '$');
  assertFields(body, '$', [
    'schemaVersion',
    'eventId',
    'type',
    'occurredAt',
    'recordedAt',
    'actor',
    'subject',
    'data',
    'demo',
  ]);
  if (body.schemaVersion !== 1) {
    throw invalid(`has schema version ${body.schemaVersion}, known is 1`);
  }
  assertText(body.eventId, '$.eventId', UUID);
  assertText(body.type, '$.type', TYPE);
  assertText(body.occurredAt, '$.occurredAt', INSTANT);
  assertText(body.recordedAt, '$.recordedAt', INSTANT);
  if (body.demo !== undefined && body.demo !== true) {
    throw invalid('has a $.demo that is not true');
  }
  assertActor(body.actor);
  const subject = object(body.subject, '$.subject');
  assertFields(subject, '$.subject', ['kind', 'chatbot', 'id']);
  assertText(subject.kind, '$.subject.kind');
  assertText(subject.id, '$.subject.id');
  if (subject.chatbot !== undefined) {
    assertText(subject.chatbot, '$.subject.chatbot');
  }
  assertData(object(body.data, '$.data'));
}

function assertActor(value: unknown): void {
  const actor = object(value, '$.actor');
  switch (actor.kind) {
    case 'user':
      assertFields(actor, '$.actor', ['kind', 'pseudonym']);
      assertText(actor.pseudonym, '$.actor.pseudonym');
      return;
    case 'pipeline':
      assertFields(actor, '$.actor', ['kind', 'chatbot', 'tokenId']);
      assertText(actor.chatbot, '$.actor.chatbot');
      assertText(actor.tokenId, '$.actor.tokenId');
      return;
    case 'service':
      assertFields(actor, '$.actor', ['kind', 'subject']);
      assertText(actor.subject, '$.actor.subject');
      return;
    default:
      throw invalid('has an unknown $.actor.kind');
  }
}

function assertData(data: Record<string, unknown>): void {
  if (data.people !== undefined) {
    for (const [role, people] of Object.entries(
      object(data.people, '$.data.people'),
    )) {
      const path = `$.data.people.${role}`;
      if (!Array.isArray(people)) {
        throw invalid(`has no list at ${path}`);
      }
      people.forEach((person, i) => assertText(person, `${path}[${i}]`));
    }
  }
  if (data.texts !== undefined) {
    for (const [field, text] of Object.entries(
      object(data.texts, '$.data.texts'),
    )) {
      const path = `$.data.texts.${field}`;
      const entry = object(text, path);
      assertFields(entry, path, ['commitment']);
      const { commitment } = entry;
      if (
        typeof commitment !== 'string' ||
        fromBase64(commitment)?.length !== 32
      ) {
        throw invalid(`has no commitment at ${path}`);
      }
    }
  }
}

/**
 * A guard against mistakes, not a proof: a name in a text that looks like any other
 * can't be told. An e-mail address or the ref of a user can.
 */
function assertNoPersonalData(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (
      /^user:[^/\s]+(\/\S+)?$/i.test(value) ||
      /^[^@\s]+@[a-z0-9.-]+\.[a-z]{2,}$/i.test(value)
    ) {
      throw errorWithReason(
        'audit-personal-data',
        `The audit event names a person at ${path}`,
      );
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => assertNoPersonalData(item, `${path}[${i}]`));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      assertNoPersonalData(key, path);
      assertNoPersonalData(item, `${path}.${key}`);
    }
  }
}

function object(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`has no object at ${path}`);
  }
  return Object.fromEntries(Object.entries(value));
}

function assertFields(
  value: Record<string, unknown>,
  path: string,
  known: string[],
): void {
  for (const field of Object.keys(value)) {
    if (!known.includes(field)) {
      throw invalid(`has an unknown field ${path}.${field}`);
    }
  }
}

function assertText(value: unknown, path: string, pattern = /./s): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw invalid(`has no proper text at ${path}`);
  }
}

function invalid(problem: string, options?: { cause: unknown }) {
  return errorWithReason(
    'audit-event-invalid',
    `The audit event ${problem}`,
    options,
  );
}
