import { sampleEvent } from './sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuditEventBody,
  auditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { PORTAL } from '../database/Actor';
import { systemClock } from '../database/Clock';
import { UnitOfWork } from '../database/UnitOfWork';
import { connectDatabase } from '../database/connectDatabase';
import { EventKeys } from '../keys';
import { testAlarm, testEventKeys } from './eventKeys';
import { testLogKeys, testSequencing } from './sequencing';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { eventColumns, leafHashOf } from '../audit/authenticateEvent';

/** The log of the tests. */
export const ORIGIN = 'portal.test/chatbots';

/** An approval that nobody gave. */
export function forgedBody(
  overrides: Partial<AuditEventBody> = {},
): AuditEventBody {
  return {
    schemaVersion: 1,
    eventId: randomUUID(),
    type: 'promotion.approved',
    occurredAt: '2026-11-29T10:00:00.000Z',
    recordedAt: '2026-11-29T10:00:00.000Z',
    actor: { kind: 'user', pseudonym: randomUUID() },
    subject: { kind: 'promotion', chatbot: 'support-bot', id: randomUUID() },
    data: { stage: 'production' },
    ...overrides,
  };
}

/** The row of a body, as whoever can write the database makes it. */
export function rowOf(body: AuditEventBody, text = auditEventText(body)) {
  return { ...eventColumns(body), body: text, leaf_hash: leafHashOf(text) };
}

/** A log with `log.upgraded` and one event more, and a sequencer of it. */
export async function createAttackedLog(
  knex: Knex,
  options: { keys?: EventKeys } = {},
) {
  await connectDatabase(mockServices.database({ knex }));
  const keys = options.keys ?? testEventKeys(ORIGIN);
  const logger = mockServices.logger.mock();
  const fail = jest.fn(async () => {});
  const createEvent = jest.fn(async () => ({ success: fail, fail }));
  const send = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({ createEvent });
  const logKeys = testLogKeys(ORIGIN);
  const create = (eventKeys = keys) =>
    testSequencing({
      knex,
      logger,
      logKeys,
      eventKeys,
      alarm: testAlarm({
        logger,
        auditor,
        notifications: { send },
        keys,
        recipients: ['group:default/platform'],
      }),
    });
  const unitOfWork = UnitOfWork.create({
    knex,
    clock: systemClock,
    audit: new DatabaseAuditAppender({ keys }),
  });
  const record = (n: number) =>
    unitOfWork.run({ actor: PORTAL }, work => work.record(sampleEvent(n)));
  const of = async (n: number) => {
    const [row] = await knex('audit_events')
      .where({ subject_id: String(n) })
      .limit(1);
    return row;
  };
  await record(1);
  await create().drain();
  return { knex, keys, logger, createEvent, send, create, record, of };
}

/** What {@link createAttackedLog} makes. */
export type AttackedLog = Awaited<ReturnType<typeof createAttackedLog>>;

/** Numbers what waits and one event more, and returns what became of the bad one. */
export async function becameOf(context: AttackedLog, eventId: string) {
  const { knex, create, record, of } = context;
  await record(99);
  await create().drain();
  const size = Number((await knex('audit_log').first())!.size);
  // What is good has the next number after log.upgraded and the first event, whatever stands before it.
  expect(Number((await of(99)).sequence)).toBe(2);
  expect(size).toBe(3);
  const leaves = await knex('audit_nodes').where({ level: 0 });
  expect(leaves).toHaveLength(3);
  const [newest] = await knex('audit_checkpoints').max({ size: 'size' });
  expect(Number(newest.size)).toBe(3);
  const [bad] = await knex('audit_events').where({ id: eventId }).limit(1);
  expect(bad.sequence).toBeNull();
  return bad.set_aside_reason;
}
