import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import { connectDatabase } from '../../database/connectDatabase';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import { testLogKeys, testSequencing } from '../../__testUtils__/sequencing';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { AuditQueryService } from '../query/AuditQueryService';
import { LogGuard } from '../anchor/LogGuard';
import { AuditStatusService } from './AuditStatusService';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';

describe.each(databases.eachSupportedId())('AuditStatusService on %s', id => {
  async function setUp(events: number) {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const logKeys = testLogKeys(ORIGIN);
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys(ORIGIN) }),
    });
    // The sequencer writes one more, log.upgraded.
    for (let n = 1; n < events; n += 1) {
      await unitOfWork.run({ actor: PORTAL }, work =>
        work.record(sampleEvent(n)),
      );
    }
    const sequencing = testSequencing({ knex, logKeys });
    await sequencing.drain();
    const service = new AuditStatusService({
      knex,
      queries: new AuditQueryService({ knex }),
      origin: ORIGIN,
      verifierKey: 'unused',
      fingerprint: 'unused',
      checkpointer: sequencing.checkpointer,
      anchorer: { states: () => [] },
      guard: new LogGuard(),
      names: { continuations: [] },
    });
    const status = async () => {
      const { events: numbered, gaps } = await service.get();
      return { events: numbered, gaps };
    };
    return { knex, status, service };
  }

  it.each([
    ['in the middle', [2, 3, 6], { events: 7, gaps: [3, 6] }],
    ['at the beginning', [0], { events: 9, gaps: [0] }],
    ['at the end', [8, 9], { events: 8, gaps: [9] }],
    ['everywhere', [0, 5, 9], { events: 7, gaps: [0, 5, 9] }],
    ['nowhere', [], { events: 10, gaps: [] }],
  ])('tells what was removed %s', async (_where, removed, told) => {
    const { knex, status } = await setUp(10);
    await knex('audit_events').whereIn('sequence', removed).delete();
    expect(await status()).toEqual(told);
  });

  it('counts events that were set aside, and names the newest with the reason', async () => {
    const { knex, service } = await setUp(10);
    const [{ sequence, insert_id, ...event }] = await knex('audit_events')
      .where({ sequence: 3 })
      .limit(1);
    const waiting = { ...event, id: 'waiting' };
    const bad = Array.from({ length: 7 }, (_, n) => ({
      ...event,
      id: `bad-${n}`,
      set_aside_at: `2026-11-29T10:00:0${n}.000Z`,
      set_aside_reason: 'mac-invalid',
    }));
    await knex('audit_events').insert([waiting, ...bad]);
    const { setAside, unsequenced } = await service.get();
    expect(unsequenced).toBe(1);
    expect(setAside.count).toBe(7);
    expect(setAside.latest.map(one => one.id)).toEqual(
      [6, 5, 4, 3, 2].map(n => `bad-${n}`),
    );
    expect(setAside.latest[0]).toEqual({
      id: 'bad-6',
      type: 'token.revoked',
      reason: 'mac-invalid',
      recordedAt: event.recorded_at,
      setAsideAt: '2026-11-29T10:00:06.000Z',
    });
  });

  it('says of an empty log that nothing is missing', async () => {
    const { status } = await setUp(0);
    expect(await status()).toEqual({ events: 0, gaps: [] });
  });

  it('searches for gaps only in a log that has some', async () => {
    const { knex, status } = await setUp(3);
    const joins: string[] = [];
    knex.on('query', ({ sql }) => {
      if (/ join /.test(sql)) {
        joins.push(sql);
      }
    });
    await status();
    expect(joins).toEqual([]);
    await knex('audit_events').where({ sequence: 1 }).delete();
    await status();
    expect(joins).toHaveLength(1);
  });
});
