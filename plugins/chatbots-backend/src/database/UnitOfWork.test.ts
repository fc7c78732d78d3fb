import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createStatementCounter } from '../__testUtils__/countStatements';
import { createTestDatabases } from '../__testUtils__/databases';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { PORTAL } from './Actor';
import { systemClock } from './Clock';
import { connectDatabase } from './connectDatabase';
import { UnitOfWork, Work } from './UnitOfWork';
import { testEventKeys } from '../__testUtils__/eventKeys';
import {
  sampleEvent,
  sampleEventWithText,
} from '../__testUtils__/sampleEvents';

const databases = createTestDatabases();

/** Lets two units go on together once both have come this far. */
function meeting() {
  let arrived = 0;
  let open = () => {};
  const both = new Promise<void>(resolve => {
    open = resolve;
  });
  return async () => {
    arrived += 1;
    if (arrived >= 2) {
      open();
    }
    await both;
  };
}

async function touch(work: Work, consumer: string) {
  await work.db('change_cursors').where({ consumer }).increment('cursor', 1);
}

async function counters(knex: Knex) {
  await knex('change_cursors').insert(
    ['a', 'b'].map(consumer => ({
      consumer,
      cursor: 0,
      updated_at: 'now',
    })),
  );
  return async () =>
    (await knex('change_cursors').orderBy('consumer')).map(row =>
      Number(row.cursor),
    );
}

/** A row of a change. */
const somebody = (now: string) => ({
  pseudonym: 'p',
  user_ref: 'user:default/somebody',
  created_at: now,
});

describe.each(databases.eachSupportedId())('UnitOfWork on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    });
    return { knex, unitOfWork };
  }

  it('commits rows and audit event together', async () => {
    const { knex, unitOfWork } = await setUp();
    const woken = jest.fn();
    unitOfWork.onCommit(woken);
    await unitOfWork.run(
      { actor: { kind: 'user', userRef: 'user:default/engineer' } },
      async work => {
        await work.record(sampleEventWithText(1, 'a reason in words'));
        await work.db('people').insert(somebody(work.now));
      },
    );
    const [event] = await knex('audit_events');
    expect(event.sequence).toBeNull();
    expect(event.body).not.toContain('engineer');
    expect(event.body).not.toContain('a reason in words');
    expect(await knex('people').where({ pseudonym: 'p' })).toHaveLength(1);
    expect(await knex('audit_texts')).toHaveLength(1);
    expect(woken).toHaveBeenCalledTimes(1);
  });

  it('keeps nothing of a unit that fails', async () => {
    const { knex, unitOfWork } = await setUp();
    await expect(
      unitOfWork.run({ actor: PORTAL }, async work => {
        await work.db('people').insert(somebody(work.now));
        await work.record(sampleEvent(1));
        throw new Error('too late');
      }),
    ).rejects.toThrow('too late');
    expect(await knex('audit_events')).toHaveLength(0);
    expect(await knex('people')).toHaveLength(0);
  });

  it('refuses a change that leaves no trace', async () => {
    const { knex, unitOfWork } = await setUp();
    await expect(
      unitOfWork.run({ actor: PORTAL }, async work => {
        await work.db('change_cursors').insert({
          consumer: 'x',
          cursor: 1,
          updated_at: work.now,
        });
      }),
    ).rejects.toThrow('must record an audit event');
    expect(await knex('change_cursors')).toHaveLength(0);
  });

  it('asks its guard before each write, at no cost, and writes what follows from the log all the same', async () => {
    const { knex } = await setUp();
    let isOpen = true;
    const guard = {
      get isOpen() {
        return isOpen;
      },
      assertWritable: () => {
        if (!isOpen) {
          throw new Error('behind');
        }
      },
    };
    const options = {
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    };
    const guarded = UnitOfWork.create({ ...options, guard });
    const count = await createStatementCounter(knex);
    const write = (unitOfWork: UnitOfWork, n: number) =>
      count(() =>
        unitOfWork.run({ actor: PORTAL }, work => work.record(sampleEvent(n))),
      );
    const free = await write(UnitOfWork.create(options), 1);
    expect(await write(guarded, 2)).toEqual(free);

    expect(guarded.isOpen).toBe(true);
    isOpen = false;
    expect(guarded.isOpen).toBe(false);
    const refused = await count(async () => {
      await expect(
        guarded.run({ actor: PORTAL }, work => work.record(sampleEvent(3))),
      ).rejects.toThrow('behind');
    });
    expect(refused.count).toBe(0);
    await guarded.run({ actor: PORTAL, derived: true }, async work => {
      await work.db('people').insert(somebody(work.now));
      work.unchanged();
    });
    expect(await knex('people')).toHaveLength(1);
    await expect(
      guarded.run({ actor: PORTAL, derived: true }, work =>
        work.record(sampleEvent(4)),
      ),
    ).rejects.toThrow('behind');
    expect(await knex('audit_events')).toHaveLength(2);
  });

  it('runs again after a serialisation failure', async () => {
    const { knex, unitOfWork } = await setUp();
    let runs = 0;
    await unitOfWork.run({ actor: PORTAL }, async work => {
      runs += 1;
      await work.record(sampleEvent(1));
      if (runs === 1) {
        throw Object.assign(new Error('could not serialize'), {
          code: '40001',
        });
      }
    });
    expect(runs).toBe(2);
    expect(await knex('audit_events')).toHaveLength(1);
  });

  if (id.startsWith('POSTGRES')) {
    it('runs again when the database breaks a deadlock', async () => {
      const { knex, unitOfWork } = await setUp();
      const read = await counters(knex);
      const meet = meeting();
      let runs = 0;
      const unit = (first: string, second: string) =>
        unitOfWork.run({ actor: PORTAL }, async work => {
          runs += 1;
          work.unchanged();
          await touch(work, first);
          await meet();
          await touch(work, second);
        });
      await Promise.all([unit('a', 'b'), unit('b', 'a')]);
      expect(runs).toBe(3);
      expect(await read()).toEqual([2, 2]);
    });

    it('runs again when what it read was overtaken', async () => {
      const { knex, unitOfWork } = await setUp();
      const read = await counters(knex);
      let runs = 0;
      await unitOfWork.run({ actor: PORTAL }, async work => {
        runs += 1;
        work.unchanged();
        await work.db.raw('set transaction isolation level repeatable read');
        await work.db('change_cursors');
        if (runs === 1) {
          await knex('change_cursors').increment('cursor', 10);
        }
        await touch(work, 'a');
      });
      expect(runs).toBe(2);
      expect(await read()).toEqual([11, 10]);
    });
  }
});
