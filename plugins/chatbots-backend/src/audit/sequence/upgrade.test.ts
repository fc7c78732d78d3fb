import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import {
  appendLeaves,
  Frontier,
  emptyFrontier,
  frontierRoot,
  signCheckpoint,
} from '@chatbot-portal/transparency-log';
import {
  auditEventText,
  parseAuditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { connectDatabase } from '../../database/connectDatabase';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import { EVENT_KEYS, testEventKeys } from '../../__testUtils__/eventKeys';
import { testLogKeys, testSequencing } from '../../__testUtils__/sequencing';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { eventColumns, leafHashOf } from '../authenticateEvent';
import { claimLogName } from '../continuation/claimLogName';
import { runFsck } from '../fsck/runFsck';
import { insertNodes } from '../../database/auditLog';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';
const MIGRATION = '20261129090000_event_macs.js';
const directory = resolve(__dirname, '../../../migrations');

describe.each(databases.eachSupportedId())('an upgrade on %s', id => {
  /** A database as the version without MACs leaves it: some events have numbers, some not yet. */
  async function setUp(events: { numbered: number; waiting: number }) {
    const knex = await databases.init(id);
    const connect = () => connectDatabase(mockServices.database({ knex }));
    await connect();
    await knex.migrate.down({ directory, name: MIGRATION });
    const logKeys = testLogKeys(ORIGIN);
    const { signer, verifierKey } = logKeys;

    /** Writes as the old version does. */
    const oldRecord = async (n: number) => {
      const body = {
        schemaVersion: 1 as const,
        eventId: randomUUID(),
        ...sampleEvent(n),
        occurredAt: '2026-11-01T10:00:00.000Z',
        recordedAt: '2026-11-01T10:00:00.000Z',
        actor: { kind: 'service' as const, subject: 'portal' },
      };
      const text = auditEventText(body);
      await knex('audit_events').insert({
        ...eventColumns(body),
        body: text,
        leaf_hash: leafHashOf(text),
      });
      return body.eventId;
    };
    let frontier: Frontier = emptyFrontier;
    /** Numbers as the old version does. */
    const oldSequence = async () => {
      const rows = await knex('audit_events')
        .whereNull('sequence')
        .orderBy('insert_id');
      await knex.transaction(async db => {
        for (const row of rows) {
          await db('audit_events')
            .where({ id: row.id })
            .update({ sequence: frontier.size });
          const step = appendLeaves(
            frontier,
            [Buffer.from(row.leaf_hash, 'base64')],
            sha256,
          );
          frontier = step.frontier;
          await insertNodes(db, step.newNodes);
        }
        const { size } = frontier;
        await db('audit_log').where({ id: 1 }).update({ size });
        const root = frontierRoot(frontier, sha256);
        await db('audit_checkpoints').insert({
          size,
          root_hash: Buffer.from(root).toString('base64'),
          note: await signCheckpoint({ size, root }, verifierKey, signer.sign),
          signed_at: '2026-11-01T10:00:00.000Z',
        });
      });
    };
    for (let n = 0; n < events.numbered; n += 1) {
      await oldRecord(n);
    }
    if (events.numbered > 0) {
      await oldSequence();
    }
    for (let n = 0; n < events.waiting; n += 1) {
      await oldRecord(events.numbered + n);
    }
    const keys = testEventKeys(ORIGIN);
    const sequencer = testSequencing({ knex, logKeys, eventKeys: keys });
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys }),
    });
    const record = (n: number) =>
      unitOfWork.run({ actor: PORTAL }, work => work.record(sampleEvent(n)));
    const check = async () => {
      const named = { origin: ORIGIN, keys: EVENT_KEYS };
      // As the start does.
      await claimLogName(knex, named);
      return runFsck(knex, {
        trustedKeys: [verifierKey],
        anchors: [],
        eventKeys: named,
      });
    };
    const log = async () => {
      const rows = await knex('audit_events')
        .whereNotNull('sequence')
        .orderBy('sequence');
      return rows.map(row => {
        const { type, subject, data } = parseAuditEventText(row.body);
        return type === 'token.revoked'
          ? `${subject.id}${row.mac === null ? '' : ' authenticated'}`
          : `${type} ${JSON.stringify(data)}${
              row.mac === null ? '' : ' authenticated'
            }`;
      });
    };
    return {
      knex,
      connect,
      oldRecord,
      oldSequence,
      sequencer,
      record,
      check,
      log,
    };
  }

  it('numbers what waits from before, then records log.upgraded, then asks for MACs', async () => {
    const { connect, sequencer, record, check, log } = await setUp({
      numbered: 3,
      waiting: 2,
    });
    await connect();
    // Written before the first run, by a replica of the new version.
    await record(5);
    expect(await check()).toEqual([]);
    await sequencer.drain();
    await record(6);
    await sequencer.drain();
    expect(await log()).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      'log.upgraded {"size":5} authenticated',
      '5 authenticated',
      '6 authenticated',
    ]);
    expect(await check()).toEqual([]);
  });

  it('records log.upgraded at once in a log whose events all have numbers', async () => {
    const { connect, sequencer, check, log } = await setUp({
      numbered: 3,
      waiting: 0,
    });
    await connect();
    await sequencer.drain();
    await sequencer.drain();
    expect(await log()).toEqual([
      '0',
      '1',
      '2',
      'log.upgraded {"size":3} authenticated',
    ]);
    expect(await check()).toEqual([]);
  });

  it('takes more waiting events than one transaction numbers', async () => {
    const { knex, connect, sequencer, check, log } = await setUp({
      numbered: 1,
      waiting: 401,
    });
    await connect();
    await sequencer.drain();
    expect((await log()).at(-1)).toBe(
      'log.upgraded {"size":402} authenticated',
    );
    expect(await knex('audit_events').whereNull('sequence')).toEqual([]);
    expect(await check()).toEqual([]);
  });

  it('shuts replicas of the old version out', async () => {
    const { knex, connect, oldRecord, oldSequence, sequencer } = await setUp({
      numbered: 1,
      waiting: 1,
    });
    await connect();
    await expect(oldRecord(7)).rejects.toThrow(/audit_events_mac_required/);
    await expect(oldSequence()).rejects.toThrow(/audit_log_mac_required/);
    await sequencer.drain();
    await expect(oldRecord(7)).rejects.toThrow(/audit_events_mac_required/);
    expect(Number((await knex('audit_log').first())!.size)).toBe(3);
  });

  it('does not take a row that was written later without a MAC for an old one', async () => {
    const { knex, connect, oldRecord, sequencer, log } = await setUp({
      numbered: 1,
      waiting: 1,
    });
    await connect();
    await dropGuards(knex);
    const before = await oldRecord(7);
    await sequencer.drain();
    const after = await oldRecord(8);
    await sequencer.drain();
    expect(await log()).toEqual([
      '0',
      '1',
      'log.upgraded {"size":2} authenticated',
    ]);
    for (const eventId of [before, after]) {
      expect(
        await knex('audit_events').where({ id: eventId }).first(),
      ).toMatchObject({ sequence: null, set_aside_reason: 'mac-missing' });
    }
  });

  it('sets an old event aside whose columns say something else than its text', async () => {
    const { knex, connect, oldRecord, sequencer, log } = await setUp({
      numbered: 1,
      waiting: 0,
    });
    const eventId = await oldRecord(1);
    await knex('audit_events')
      .where({ id: eventId })
      .update({ type: 'y.done' });
    await connect();
    await sequencer.drain();
    expect(await log()).toEqual(['0', 'log.upgraded {"size":1} authenticated']);
    expect(
      await knex('audit_events').where({ id: eventId }).first(),
    ).toMatchObject({ set_aside_reason: 'columns-differ' });
  });
});
