import { generateKeyPairSync } from 'node:crypto';
import { createSharedDatabases } from '../__testUtils__/createSharedDatabases';
import { createTestDatabases } from '../__testUtils__/databases';
import { registerWithToken } from '../__testUtils__/registryFixtures';
import { WEBHOOK_SECRET } from '../__testUtils__/setUpWebhook';
import { Receiver, startReceiver } from '../__testUtils__/startReceiver';
import { Replica, startReplica } from '../__testUtils__/startReplica';
import { until } from '../__testUtils__/until';

const databases = createTestDatabases();
const createSharedDatabase = createSharedDatabases(databases);

const pem = () =>
  String(
    generateKeyPairSync('ed25519').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }),
  );
const keys = { permits: pem(), audit: pem() };

/** Of a portal with one webhook. */
function configOf(url: string) {
  return {
    backend: { baseUrl: 'http://localhost:7007' },
    chatbots: {
      permits: { signingKey: { privateKey: keys.permits } },
      audit: { signingKey: { privateKey: keys.audit } },
      sinks: {
        webhooks: [{ id: 'receiver', url, secret: WEBHOOK_SECRET }],
      },
    },
  };
}

describe.each(databases.eachSupportedId())(
  'webhooks of processes on %s',
  id => {
    const replicas: Replica[] = [];
    let receiver: Receiver;

    afterEach(async () => {
      await Promise.all(replicas.splice(0).map(replica => replica.kill()));
      await receiver.stop();
    });

    const webhookIds = () =>
      receiver.requests.map(({ headers }) => headers['webhook-id']);

    it('get again what a process sent that died before it wrote that down', async () => {
      const { knex, database } = await createSharedDatabase(id);
      let isFirst = true;
      receiver = await startReceiver((res, { body }) => {
        if (isFirst && JSON.parse(body).type === 'chatbot.registered') {
          // Sent, and no answer: what became of it is not written down.
          isFirst = false;
          replicas[0].kill();
          return;
        }
        res.writeHead(204).end();
      });
      const config = configOf(receiver.url);
      replicas.push(await startReplica({ database, config }));
      await registerWithToken(replicas[0].url).catch(() => undefined);
      await until(() => !isFirst);
      await replicas[0].kill();
      const [before] = await knex('webhook_deliveries').where({
        type: 'chatbot.registered',
      });
      expect(before).toMatchObject({ state: 'pending', attempts: 0 });
      // Its claim runs out in half a minute: as if that had passed.
      await knex('webhook_targets').update({
        claimed_until: '2000-01-01T00:00:00.000Z',
      });

      replicas.push(await startReplica({ database, config }));
      await until(async () => {
        const [row] = await knex('webhook_deliveries').where({ id: before.id });
        return row.state === 'delivered';
      });
      expect(
        webhookIds().filter(webhookId => webhookId === before.event_id),
      ).toHaveLength(2);
    }, 120_000);

    // SQLite is for one process.
    if (!id.startsWith('POSTGRES')) {
      return;
    }

    it('get each event once and in order from two of them', async () => {
      const { knex, database } = await createSharedDatabase(id);
      receiver = await startReceiver();
      const config = configOf(receiver.url);
      for (let n = 0; n < 2; n += 1) {
        replicas.push(await startReplica({ database, config }));
      }
      for (let n = 0; n < 8; n += 1) {
        await registerWithToken(replicas[n % 2].url, { name: `bot-${n}` });
      }
      await until(async () => {
        const events = await knex('audit_events').whereNotNull('sequence');
        const delivered = await knex('webhook_deliveries').where({
          state: 'delivered',
        });
        return events.length >= 16 && delivered.length === events.length;
      });
      const events = await knex('audit_events').orderBy('sequence');
      expect(webhookIds()).toEqual(events.map(event => event.id));
    }, 120_000);
  },
);
