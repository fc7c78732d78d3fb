import { mockServices } from '@backstage/backend-test-utils';
import {
  parseAuditEventText,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { connectDatabase } from '../database/connectDatabase';
import { systemClock } from '../database/Clock';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestLog } from '../__testUtils__/createTestLog';
import { dropGuards } from '../__testUtils__/dropGuards';
import { sampleEvent } from '../__testUtils__/sampleEvents';
import { until } from '../__testUtils__/until';
import { eventColumns, leafHashOf } from '../audit/authenticateEvent';
import { createLogFollower } from './createLogFollower';

const databases = createTestDatabases();

/** The columns of an event that say what its text says. */
function columnsOf(body: string) {
  return {
    ...eventColumns(parseAuditEventText(body)),
    leaf_hash: leafHashOf(body),
  };
}

describe.each(databases.eachSupportedId())(
  'a follower of the log on %s',
  id => {
    async function setUp() {
      const knex = await databases.init(id);
      await connectDatabase(mockServices.database({ knex }));
      const { eventKeys, record, number } = createTestLog(knex);
      const seen: string[] = [];
      const follow = jest.fn(async (events: readonly StoredEvent[]) => {
        seen.push(...events.map(({ subject }) => subject.id));
      });
      const logger = mockServices.logger.mock();
      const onFollowed = jest.fn();
      const create = (
        act: (events: readonly StoredEvent[]) => Promise<void> = follow,
      ) =>
        createLogFollower({
          name: 'test',
          knex,
          clock: systemClock,
          logger,
          eventKeys,
          follow: (_db, events) => act(events),
          onFollowed,
        });
      const cursor = async () =>
        Number(
          (await knex('follower_cursors').where({ name: 'test' }))[0].cursor,
        );
      return {
        knex,
        record,
        number,
        seen,
        follow,
        logger,
        onFollowed,
        create,
        cursor,
        eventKeys,
        origin: eventKeys.origin,
      };
    }

    it('gets each event once it has its number, in order', async () => {
      const { record, number, seen, onFollowed, create, cursor, origin } =
        await setUp();
      const follower = create();
      await record(sampleEvent('a'), sampleEvent('b'));
      await follower.run();
      expect(seen).toEqual([]);
      await number();
      await follower.run();
      expect(seen).toEqual([origin, 'a', 'b']);
      expect(onFollowed).toHaveBeenCalledTimes(1);
      // Another process goes on where this one ended.
      await record(sampleEvent('c'));
      await number();
      await create().run();
      await follower.run();
      expect(seen).toEqual([origin, 'a', 'b', 'c']);
      expect(await cursor()).toBe(4);
    });

    it('gets the same events again when it failed on them', async () => {
      const { record, number, seen, follow, logger, create, cursor } =
        await setUp();
      await record(sampleEvent('a'));
      await number();
      follow.mockRejectedValueOnce(new Error('away'));
      const follower = create();
      await expect(follower.run()).rejects.toThrow('away');
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(await cursor()).toBe(0);
      follower.wake();
      await follower.idle();
      expect(seen.at(-1)).toBe('a');
      expect(await cursor()).toBe(2);
    });

    it('follows more than a page', async () => {
      const { record, number, seen, create } = await setUp();
      const names = Array.from({ length: 450 }, (_, n) => `e${n}`);
      await record(...names.map(name => sampleEvent(name)));
      await number();
      await create().run();
      expect(seen.slice(1)).toEqual(names);
    });

    it('does nothing because of an event that the portal did not write', async () => {
      const { knex, record, number, seen, logger, create, cursor } =
        await setUp();
      await record(sampleEvent('a'), sampleEvent('b'), sampleEvent('c'));
      await number();
      await dropGuards(knex);
      const about = (subject: string) =>
        knex('audit_events').where({ subject_id: subject });
      await about('a').update({ mac: 'AAAA' });
      await about('b').update({ mac: null, mac_key_id: null });
      await create().run();
      expect(seen.slice(1)).toEqual(['c']);
      expect(await cursor()).toBe(4);
      expect(JSON.stringify(logger.error.mock.calls)).toContain('mac-invalid');
    });

    it('waits at an event that only a replica with its key or a newer version can read', async () => {
      const { knex, eventKeys, record, number, follow, create, cursor } =
        await setUp();
      await record(sampleEvent('a'));
      await number();
      await create().run();
      await record(sampleEvent('b'));
      await number();
      await dropGuards(knex);
      const b = () => knex('audit_events').where({ subject_id: 'b' });
      const [written] = await b();
      const write = async (body: string, mac: object) =>
        b().update({ body, ...columnsOf(body), ...mac });

      await write(written.body, { mac_key_id: 'rolled-out-elsewhere' });
      await expect(create().run()).rejects.toThrow(
        /add it to chatbots.audit.eventKeys/,
      );
      const newer = written.body.replace('token.revoked', 'token.renamed');
      expect(newer).not.toBe(written.body);
      await write(newer, eventKeys.sign(newer));
      await expect(create().run()).rejects.toThrow(/newer version/);
      expect(follow).toHaveBeenCalledTimes(1);
      expect(await cursor()).toBe(2);

      await write(written.body, eventKeys.sign(written.body));
      await create().run();
      expect(await cursor()).toBe(3);
    });

    it('is not led past the end of the log by a forged number', async () => {
      const { knex, record, number, seen, create, cursor } = await setUp();
      await record(sampleEvent('a'));
      await number();
      await record(sampleEvent('forged'));
      await knex('audit_events')
        .where({ subject_id: 'forged' })
        .update({ sequence: 50 });
      await create().run();
      expect(seen.at(-1)).toBe('a');
      expect(await cursor()).toBe(2);
    });

    // SQLite has one process at a time.
    if (id.startsWith('POSTGRES')) {
      it('keeps nobody from changing the table of events while it follows', async () => {
        const { knex, record, number, create, cursor } = await setUp();
        await record(sampleEvent('a'));
        await number();
        await create(async () => {
          await knex.transaction(async other => {
            await other.raw("set local lock_timeout = '2s'");
            await other.raw('lock table audit_events in access exclusive mode');
          });
        }).run();
        expect(await cursor()).toBe(2);
      });

      it('leads in one replica, and misses nothing that is numbered meanwhile', async () => {
        const { record, number, seen, follow, create, origin } = await setUp();
        await record(sampleEvent('a'));
        await number();
        let goOn: () => void = () => {};
        const leader = create(async events => {
          await new Promise<void>(resolve => {
            goOn = resolve;
          });
          await follow(events);
        });
        const leading = leader.run();
        const held = goOn;
        await until(async () => goOn !== held);
        await record(sampleEvent('b'));
        await number();
        // The other replica finds the cursor taken, and does not wait for it.
        await create(async () => {
          throw new Error('there are two leaders');
        }).run();
        const first = goOn;
        goOn();
        await until(async () => goOn !== first);
        goOn();
        await leading;
        expect(seen).toEqual([origin, 'a', 'b']);
      });
    }
  },
);
