import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import {
  CHATBOT_PORTAL_API_VERSION,
  CHATBOT_PORTAL_KINDS,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import request from 'supertest';
import catalogModuleChatbots from './index';
import { projectionOf } from './__testUtils__/projectionOf';
import { Registry, startRegistry } from './__testUtils__/startRegistry';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });
type Knex = Awaited<ReturnType<typeof databases.init>>;
const STAGE = 'support-bot.staging';
const STAGE_REF = `deploymentstage:default/${STAGE}`;
const REAL_STAGE = `deploymentstage/default/${STAGE}`;
const MADE_UP_REF = 'promotionapproval:default/made-up';
const MADE_UP = 'promotionapproval/default/made-up';
const HARMLESS = 'component/default/harmless';
const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'harmless', title: 'harmless' },
  spec: { type: 'service', lifecycle: 'production', owner: 'chatbot-team' },
};
const forged = (kind: string, name: string): object => ({
  apiVersion: CHATBOT_PORTAL_API_VERSION,
  kind,
  metadata: { name, title: 'forged' },
  spec: {
    type: 'staging',
    owner: 'group:default/chatbot-team',
    chatbot: 'component:default/support-bot',
    modelVersion: 'modelversion:default/forged',
    id: 'forged',
    state: 'approved',
    approved: true,
  },
});

/** What the module did before it refused entities of its kinds from elsewhere: it took them. */
const moduleOfBefore = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'chatbots',
  register(reg) {
    reg.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addProcessor({
          getProcessorName: () => 'ChatbotEntitiesProcessor',
          validateEntityKind: async ({ kind }) =>
            CHATBOT_PORTAL_KINDS.some(one => one === kind),
        });
      },
    });
  },
});

describe('shipped configurations', () => {
  it.each(['app-config.yaml', 'app-config.production.yaml'])(
    'let nobody register an entity of our kinds: %s',
    file => {
      const text = readFileSync(resolve(__dirname, '../../..', file), 'utf8');
      expect(CHATBOT_PORTAL_KINDS.filter(kind => text.includes(kind))).toEqual(
        [],
      );
    },
  );
});

describe.each(databases.eachSupportedId())('forged entities on %s', id => {
  let registry: Registry;
  let files: Server;
  let host: string;
  /** What the engineer's file holds. */
  let file: object[];
  let knex: Knex;
  let backend: TestBackend | undefined;
  let scheduler: ReturnType<typeof mockServices.scheduler>;
  let logged: string[];
  /** What the catalog tells of entities that it could not process. */
  let refusals: string[];

  beforeEach(async () => {
    registry = await startRegistry();
    registry.projections.set('support-bot', projectionOf());
    registry.feed = [{ chatbots: ['support-bot'], cursor: 5, more: false }];
    file = [];
    logged = [];
    refusals = [];
    files = createServer((_, response) =>
      response.end(file.map(one => JSON.stringify(one)).join('\n---\n')),
    );
    await new Promise<void>(done => files.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(files.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await backend?.stop();
    await registry.stop();
    await new Promise(done => files.close(done));
  });

  /** A backend whose operator allows our kinds from anywhere, as both shipped configurations once did. */
  async function start(
    database: Knex,
    module: BackendFeature,
  ): Promise<TestBackend['server']> {
    knex = database;
    scheduler = mockServices.scheduler();
    const logger = mockServices.rootLogger.mock({ child: () => logger });
    const keep = (level: string) => (message: string) => {
      logged.push(`${level}: ${message}`);
    };
    logger.warn.mockImplementation(keep('warn'));
    logger.error.mockImplementation(keep('error'));
    const events = mockServices.events.mock();
    events.publish.mockImplementation(async ({ topic, eventPayload }) => {
      if (topic === 'experimental.catalog.errors') {
        const { entity, errors } = eventPayload as {
          entity: string;
          errors: Error[];
        };
        refusals.push(`${entity}: ${errors.map(stringifyError).join()}`);
      }
    });
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        module,
        logger.factory,
        events.factory,
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: {
            backend: { reading: { allow: [{ host }] } },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['Component', ...CHATBOT_PORTAL_KINDS] }],
            },
          },
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: coreServices.discovery,
          deps: {},
          factory: () =>
            mockServices.discovery.mock({
              getBaseUrl: async plugin =>
                plugin === 'chatbots'
                  ? `${registry.url}/api/chatbots`
                  : `http://127.0.0.1:${backend?.server.port()}/api/${plugin}`,
            }),
        }),
      ],
    });
    return backend.server;
  }

  const location = () => `url:http://${host}/catalog-info.yaml`;

  async function read(
    server: TestBackend['server'],
    path: string,
  ): Promise<Entity | undefined> {
    const { body, status } = await request(server).get(
      `/api/catalog/entities/by-name/${path}`,
    );
    return status === 200 ? body : undefined;
  }

  const titleOf = async (server: TestBackend['server'], path: string) =>
    (await read(server, path))?.metadata.title;

  async function register(server: TestBackend['server'], entities: object[]) {
    file = [component, ...entities];
    await request(server)
      .post('/api/catalog/locations')
      .send({ type: 'url', target: `http://${host}/catalog-info.yaml` })
      .expect(201);
    // It was read, once the harmless one beside the forged ones is there.
    await until(async () => (await titleOf(server, HARMLESS)) !== undefined);
  }

  /** Whether somebody else's entity holds this ref, shown or not. */
  const isHeld = async (ref: string) =>
    (
      await knex('refresh_state')
        .where('entity_ref', ref)
        .whereNot('location_key', 'chatbots')
    ).length > 0;

  const isReal = async (server: TestBackend['server']) =>
    (await titleOf(server, REAL_STAGE)) === 'Support bot · staging';

  it('are shown nowhere when an engineer registers an approval by a location, and the log says where it came from', async () => {
    const server = await start(await databases.init(id), catalogModuleChatbots);
    await register(server, [forged('PromotionApproval', 'made-up')]);
    await until(() =>
      refusals.some(
        refusal =>
          refusal.startsWith(MADE_UP_REF) &&
          refusal.includes(`comes from ${location()}`),
      ),
    );
    expect(await read(server, MADE_UP)).toBe(undefined);
    expect(await isHeld(MADE_UP_REF)).toBe(true);
    await until(() => isReal(server));
    await scheduler.triggerTask('chatbots-foreign-entities');
    expect(await read(server, MADE_UP)).toBe(undefined);
    expect(logged).toContainEqual(
      expect.stringContaining(
        `error: Removed ${MADE_UP_REF} from the catalog: it came from ${location()}`,
      ),
    );
    expect(await titleOf(server, HARMLESS)).toBe('harmless');
  });

  it.each(['chatbots-foreign-entities', 'chatbots-sweep'])(
    'give a real stage that was deleted and replaced its place back: %s',
    async task => {
      const server = await start(
        await databases.init(id),
        catalogModuleChatbots,
      );
      await until(() => isReal(server));
      const uid = (await read(server, REAL_STAGE))?.metadata.uid;
      await request(server)
        .delete(`/api/catalog/entities/by-uid/${uid}`)
        .expect(204);
      await register(server, [forged('DeploymentStage', STAGE)]);
      await until(() => isHeld(STAGE_REF));
      expect(await read(server, REAL_STAGE)).toBe(undefined);

      await scheduler.triggerTask(task);
      await until(() => isReal(server));
      expect(logged).toContainEqual(
        expect.stringContaining(`error: Removed ${STAGE_REF} from the catalog`),
      );
    },
  );

  it('that were registered before they were refused are removed, and the real ones shown', async () => {
    const before = await start(await databases.init(id), moduleOfBefore);
    await register(before, [
      forged('DeploymentStage', STAGE),
      forged('PromotionApproval', 'made-up'),
    ]);
    await until(
      async () =>
        (await titleOf(before, REAL_STAGE)) === 'forged' &&
        (await titleOf(before, MADE_UP)) === 'forged',
    );
    await backend?.stop();

    const server = await start(knex, catalogModuleChatbots);
    await until(() => isReal(server));
    await scheduler.triggerTask('chatbots-foreign-entities');
    await until(async () => (await read(server, MADE_UP)) === undefined);
    expect(await isReal(server)).toBe(true);
  });

  it('that hold a ref give way as soon as the chatbot changes', async () => {
    registry.feed = [];
    const server = await start(await databases.init(id), catalogModuleChatbots);
    await register(server, [forged('DeploymentStage', STAGE)]);
    await until(() => isHeld(STAGE_REF));
    registry.feed = [{ chatbots: ['support-bot'], cursor: 6, more: false }];
    await until(() => isReal(server));
    expect(registry.acknowledged).toBe(6);
  });

  it('do not keep a sweep from healing, however many there are', async () => {
    const before = await start(await databases.init(id), moduleOfBefore);
    const many = Array.from({ length: 30 }, (_, index) =>
      forged('PromotionApproval', `made-up-${index}`),
    );
    await register(before, many);
    await until(
      async () =>
        (await titleOf(before, 'promotionapproval/default/made-up-29')) ===
        'forged',
    );
    await backend?.stop();

    registry.feed = [];
    const server = await start(knex, catalogModuleChatbots);
    await scheduler.triggerTask('chatbots-sweep');
    await until(() => isReal(server));
    expect(await read(server, 'promotionapproval/default/made-up-29')).toBe(
      undefined,
    );
  });
});
