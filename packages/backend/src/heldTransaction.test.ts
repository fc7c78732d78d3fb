import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import eventsPlugin from '@backstage/plugin-events-backend';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import catalogModule from '@chatbot-portal/backstage-plugin-catalog-backend-module-chatbots';
import chatbotsPlugin from '@chatbot-portal/backstage-plugin-chatbots-backend';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ModelVersionBundle,
  modelVersionDigest,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../../..');
const databases = TestDatabases.create({ ids: ['POSTGRES_16', 'SQLITE_3'] });
const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

async function until(what: string, holds: () => Promise<boolean>) {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`Not within 30 seconds: ${what}`);
    }
    await sleep(200);
  }
}

/** The registry with a real catalog and real notifications around it. */
class Portal {
  readonly #server: TestBackend['server'];

  constructor(server: TestBackend['server']) {
    this.#server = server;
  }

  get(path: string, by: string) {
    return request(this.#server).get(path).set('Authorization', as(by));
  }

  post(path: string, authorization: string, body: object) {
    return request(this.#server)
      .post(path)
      .set('Authorization', authorization)
      .send(body);
  }

  /** Registers a chatbot with one version. */
  async register(name: string): Promise<void> {
    const v1 = '/api/chatbots/v1/chatbots';
    const registration: Api.ChatbotRegistration = {
      name,
      title: name,
      owner: 'group:default/chatbot-team',
      riskClass: 'limited',
      repository: { host: 'git', id: name, url: `http://git/${name}` },
    };
    await this.post(v1, as('engineer'), registration).expect(201);
    const { body } = await this.post(`${v1}/${name}/tokens`, as('engineer'), {
      purpose: 'ci',
    }).expect(201);
    const commit = createHash('sha1').update(name).digest('hex');
    const bundle: ModelVersionBundle = {
      source: { repositoryId: name, commit },
      baseModel: { provider: 'local', name: 'extractive', revision: '1' },
      parameters: {},
      prompts: [],
      datasets: [],
      hyperparameters: {},
      artifacts: [
        {
          name: 'bot.tgz',
          mediaType: 'application/gzip',
          digest: createHash('sha256').update(name).digest('hex'),
          size: 1,
        },
      ],
    };
    const person = { email: 'engineer@chatbot-portal.example' };
    await this.post(
      '/api/chatbots/pipeline/v1/versions',
      `Bearer ${body.token}`,
      {
        version: '1.0.0',
        digest: modelVersionDigest(bundle, bytes =>
          createHash('sha256').update(bytes).digest(),
        ),
        bundle,
        run: { id: '1' },
        commits: [{ sha: commit, author: person, committer: person }],
      },
    ).expect(201);
  }

  async requestPromotion(name: string): Promise<string> {
    const { body } = await this.post(
      `/api/chatbots/v1/chatbots/${name}/promotions`,
      as('engineer'),
      { version: '1.0.0', stage: 'staging' },
    ).expect(201);
    return body.id;
  }

  async isInCatalog(id: string): Promise<boolean> {
    const { body } = await this.get(
      '/api/catalog/entities?filter=kind=PromotionApproval',
      'lead',
    );
    return JSON.stringify(body).includes(id);
  }

  async isNotified(id: string): Promise<boolean> {
    const { body } = await this.get('/api/notifications', 'reviewer-one');
    return JSON.stringify(body).includes(`/chatbots/promotions/${id}`);
  }

  /** Whether the evidence of everything so far names it. */
  async isExported(id: string): Promise<boolean> {
    const { body } = await this.post(
      '/api/chatbots/v1/audit/exports',
      as('auditor'),
      {},
    ).expect(201);
    const file = await this.get(`/api/chatbots${body.ndjson}`, 'auditor')
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', part => {
          text += part;
        });
        response.on('end', () => done(null, text));
      });
    return file.body.includes(id);
  }
}

describe.each(databases.eachSupportedId())('the portal on %s', id => {
  // SQLite has one writer: nothing commits beside it. How others wait for it is tried in plugins/chatbots-backend/src/faults.
  const onPostgres = id.startsWith('POSTGRES');

  // On PostgreSQL, one of the two is held open for five seconds while the later one commits.
  it('brings what was committed to entity, export and notification, however late it commits', async () => {
    const knex = await databases.init(id);
    const { client, connection } = knex.client.config;
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
              database: onPostgres
                ? {
                    client,
                    pluginDivisionMode: 'schema',
                    connection: {
                      ...connection,
                      // Knex hides it from whoever copies the object.
                      password: connection.password,
                    },
                  }
                : { client: 'better-sqlite3', connection: ':memory:' },
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
