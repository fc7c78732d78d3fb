import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import eventsPlugin from '@backstage/plugin-events-backend';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import catalogModule from '@chatbot-portal/backstage-plugin-catalog-backend-module-chatbots';
import chatbotsPlugin from '@chatbot-portal/backstage-plugin-chatbots-backend';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseConfig } from './__testUtils__/databaseConfig';
import { Portal, until } from './__testUtils__/Portal';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../../..');
const databases = TestDatabases.create({ ids: ['POSTGRES_16', 'SQLITE_3'] });
describe.each(databases.eachSupportedId())('the portal on %s', id => {
  // SQLite has one writer: nothing commits beside it. How others wait for it is tried in plugins/chatbots-backend/src/faults.
  const onPostgres = id.startsWith('POSTGRES');

  // On PostgreSQL, one of the two is held open for five seconds while the later one commits.
  it('brings what was committed to entity, export and notification, however late it commits', async () => {
    const knex = await databases.init(id);
    const backend = await startTestBackend({
      features: [
        chatbotsPlugin,
        catalogPlugin,
        catalogModule,
        eventsPlugin,
        notificationsPlugin,
        databaseServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              baseUrl: 'http://localhost:7007',
              database: databaseConfig(knex),
            },
            catalog: {
              rules: [{ allow: ['User', 'Group'] }],
              locations: [
                { type: 'file', target: resolve(ROOT, 'examples/org.yaml') },
              ],
            },
            chatbots: {
              policy: {
                file: resolve(ROOT, 'examples/policies/default.yaml'),
              },
            },
          },
        }),
      ],
    });
    const portal = new Portal(backend.server);
    await until('the organisation is in the catalog', async () => {
      const { body } = await portal.get(
        '/api/catalog/entities/by-name/user/default/engineer',
        'lead',
      );
      return body.relations?.some(
        (one: { type: string }) => one.type === 'memberOf',
      );
    });
    await portal.register('slow-bot');
    await portal.register('fast-bot');

    const held = onPostgres ? await knex.transaction() : undefined;
    if (held) {
      // The event has its place among the inserts, and its commit waits for this lock.
      await knex.raw(`
        create function chatbots.hold() returns trigger language plpgsql as
          'begin perform pg_advisory_xact_lock(1); return null; end';
        create constraint trigger hold after insert on chatbots.audit_events
          deferrable initially deferred for each row
          when (new.chatbot = 'slow-bot') execute function chatbots.hold()`);
      await held.raw('select pg_advisory_xact_lock(1)');
    }
    let done = false;
    const slow = portal.requestPromotion('slow-bot').then(promotionId => {
      done = true;
      return promotionId;
    });
    if (held) {
      await until('the commit is held', async () => {
        const { rows } = await knex.raw(
          `select 1 from pg_locks where locktype = 'advisory' and not granted`,
        );
        return rows.length > 0;
      });
    }
    const since = Date.now();
    const fast = await portal.requestPromotion('fast-bot');
    await until('the later one is an entity', () => portal.isInCatalog(fast));
    await until('the later one is told', () => portal.isNotified(fast));
    expect(await portal.isExported(fast)).toBe(true);
    if (held) {
      await sleep(Math.max(0, 5000 - (Date.now() - since)));
    }
    // Nothing of the one that is held was answered while the other one went all the way.
    expect(held === undefined || !done).toBe(true);
    await held?.commit();

    const late = await slow;
    expect(await portal.isExported(late)).toBe(true);
    await until('the held one is an entity', () => portal.isInCatalog(late));
    await until('the held one is told', () => portal.isNotified(late));
    await backend.stop();
  });
});
