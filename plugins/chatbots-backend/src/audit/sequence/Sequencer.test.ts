import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import { merkleRoot, verifyCheckpoint } from '@chatbot-portal/transparency-log';
import { sha256, verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { connectDatabase } from '../../database/connectDatabase';
import { createTestDatabases } from '../../__testUtils__/databases';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { testLogKeys, testSequencing } from '../../__testUtils__/sequencing';
import { testEventKeys } from '../../__testUtils__/eventKeys';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('Sequencer on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({
        keys: testEventKeys('portal.test/chatbots'),
      }),
    });
    const logKeys = testLogKeys('portal.test/chatbots');
    const create = () => testSequencing({ knex, logKeys });
    const record = (n: number) =>
      unitOfWork.run({ actor: PORTAL }, work => work.record(sampleEvent(n)));
    return { knex, unitOfWork, create, record, logKeys };
  }

  async function checkLog(context: Awaited<ReturnType<typeof setUp>>) {
    const { knex, logKeys } = context;
    const events = await knex('audit_events').orderBy('sequence');
    expect(events.map(event => Number(event.sequence))).toEqual(
      events.map((_, i) => i),
    );
    const root = merkleRoot(
      events.map(event => Buffer.from(event.leaf_hash, 'base64')),
      sha256,
    );
    const [last] = await knex('audit_checkpoints')
      .orderBy('size', 'desc')
      .limit(1);
    expect(last.root_hash).toBe(Buffer.from(root).toString('base64'));
    const checkpoint = await verifyCheckpoint(
      last.note,
      logKeys.verifierKeys,
      verifyEd25519,
    );
    expect(checkpoint.size).toBe(events.length);
  }

  it('numbers events without gaps and signs the root', async () => {
    const context = await setUp();
    for (let n = 0; n < 11; n += 1) {
      await context.record(n);
      if (n % 3 === 0) {
        await context.create().drain();
      }
    }
    await context.create().drain();
    await checkLog(context);
    expect(await context.knex('audit_events')).toHaveLength(12);
  });

  it('numbers what was committed before the call while runs never cease', async () => {
    const context = await setUp();
    const sequencer = context.create();
    let busy = true;
    const load = (async () => {
      for (let n = 0; busy; n += 1) {
        await context.record(n);
        // Twice: a call during a run is answered by one more.
        sequencer.wake();
        sequencer.wake();
      }
    })();
    await context.record(-1);
    await sequencer.drain();
    const [before] = await context
      .knex('audit_events')
      .where({ subject_id: '-1' })
      .limit(1);
    expect(before.sequence).not.toBeNull();
    busy = false;
    await load;
    await sequencer.drain();
    await checkLog(context);
  });

  it('gives one number to each event when two replicas run at once', async () => {
    const context = await setUp();
    await Promise.all(Array.from({ length: 30 }, (_, n) => context.record(n)));
    await Promise.all([context.create().drain(), context.create().drain()]);
    await checkLog(context);
    expect(await context.knex('audit_events')).toHaveLength(31);
  });

  // SQLite has one writer, so there transactions commit in the order they begin.
  if (id.startsWith('POSTGRES')) {
    it('numbers an event whose transaction commits after later ones', async () => {
      const context = await setUp();
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      let recorded = () => {};
      const inside = new Promise<void>(resolve => {
        recorded = resolve;
      });
      const late = context.unitOfWork.run({ actor: PORTAL }, async work => {
        await work.record(sampleEvent('late'));
        recorded();
        await held;
      });
      await inside;
      await context.record(1);
      await context.create().drain();
      release();
      await late;
      await context.create().drain();
      await checkLog(context);
      const [row] = await context
        .knex('audit_events')
        .where({ subject_id: 'late' })
        .limit(1);
      expect(Number(row.sequence)).toBe(2);
    });
  }
});
