import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { connectDatabase } from '../../database/connectDatabase';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { createTestDatabases } from '../../__testUtils__/databases';
import { until } from '../../__testUtils__/until';
import { CommitWaker } from './CommitWaker';
import { listenForCommits } from './listenForCommits';
import { testEventKeys } from '../../__testUtils__/eventKeys';

const databases = createTestDatabases();

async function setUp(id: Parameters<typeof databases.init>[0]) {
  const knex = await databases.init(id);
  await connectDatabase(mockServices.database({ knex }));
  const unitOfWork = UnitOfWork.create({
    knex,
    clock: systemClock,
    audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
  });
  const record = (meanwhile: () => Promise<void> = async () => {}) =>
    unitOfWork.run({ actor: PORTAL }, async work => {
      await work.record(sampleEvent(1));
      await meanwhile();
    });
  return { knex, unitOfWork, record };
}

describe.each(databases.eachSupportedId())('waking on %s', id => {
  it('follows commits of this process at once and looks every second besides', async () => {
    const { knex, unitOfWork, record } = await setUp(id);
    const hooks: (() => void | Promise<void>)[] = [];
    const createWaker = (addShutdownHook: (hook: () => void) => void) =>
      CommitWaker.create({
        knex,
        unitOfWork,
        logger: mockServices.logger.mock(),
        lifecycle: mockServices.lifecycle.mock({ addShutdownHook }),
      });
    const waker = createWaker(hook => hooks.push(hook));
    const woken = jest.fn();
    const stopped = jest.fn(async () => {});
    waker.follow(woken, stopped);
    // Whatever was committed before.
    expect(woken).toHaveBeenCalledTimes(1);
    woken.mockClear();
    await record();
    expect(woken).toHaveBeenCalled();
    // Once may be the late notice of that commit; twice is a look that nobody asked for.
    woken.mockClear();
    await until(() => woken.mock.calls.length > 1, 5000);

    for (const hook of hooks) {
      await hook();
    }
    expect(stopped).toHaveBeenCalledTimes(1);
    woken.mockClear();
    // One that was not stopped is woken by this commit and by its timer meanwhile.
    const others: (() => void | Promise<void>)[] = [];
    const other = jest.fn();
    createWaker(hook => others.push(hook)).follow(other, async () => {});
    await record();
    other.mockClear();
    await until(() => other.mock.calls.length > 2, 10_000);
    expect(woken).not.toHaveBeenCalled();
    for (const hook of others) {
      await hook();
    }
  });

  if (id.startsWith('POSTGRES')) {
    it('follows commits of another replica through the database, and none before it commits', async () => {
      const { knex, record } = await setUp(id);
      const { client, connection } = knex.client.config;
      const { password } = connection;
      const other: Knex = createKnex({
        client,
        connection: {
          ...connection,
          password,
          application_name: 'other-replica',
        },
      });
      const woken = jest.fn();
      const logger = mockServices.logger.mock();
      const listener = listenForCommits({
        knex: other,
        logger,
        onCommit: woken,
      });
      await until(() => woken.mock.calls.length > 0, 5000);
      woken.mockClear();

      await record(async () => {
        // A notice that is committed meanwhile comes, and no other with it.
        await knex.raw('notify chatbots_committed');
        await until(() => woken.mock.calls.length > 0, 10_000);
        expect(woken).toHaveBeenCalledTimes(1);
        woken.mockClear();
      });
      await until(() => woken.mock.calls.length > 0, 1000);

      // The connection breaks; what is committed meanwhile is looked for as soon as it stands again.
      woken.mockClear();
      await knex.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'other-replica'`,
      );
      await record();
      await until(() => woken.mock.calls.length > 0, 10_000);
      woken.mockClear();
      await record();
      await until(() => woken.mock.calls.length > 0, 1000);
      await listener.stop();
      await other.destroy();
    });
  }
});
