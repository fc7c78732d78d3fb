import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
} from '@backstage/plugin-catalog-node';
import request from 'supertest';
import catalogModuleChatbots from './index';
import { projectionOf } from './__testUtils__/projectionOf';
import { Registry, startRegistry } from './__testUtils__/startRegistry';
import { until } from './__testUtils__/until';

jest.setTimeout(90_000);

const VERSION = 'modelversion:default/support-bot-1.8.2-77bc-9f31c2aa';

/** The people's part of the catalog, which relations lead to. */
const organisation: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'chatbot-team' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'support-bot' },
    spec: { type: 'chatbot', lifecycle: 'production', owner: 'chatbot-team' },
  },
];

const organisationModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'organisation',
  register(reg) {
    reg.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        const provider: EntityProvider = {
          getProviderName: () => 'organisation',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: organisation.map(one => ({
                entity: {
                  ...one,
                  metadata: {
                    ...one.metadata,
                    annotations: {
                      'backstage.io/managed-by-location': 'url:https://x',
                      'backstage.io/managed-by-origin-location':
                        'url:https://x',
                    },
                  },
                },
              })),
            }),
        };
        processing.addEntityProvider(provider);
      },
    });
  },
});

describe('catalogModuleChatbots', () => {
  let registry: Registry;
  let backend: TestBackend | undefined;

  beforeEach(async () => {
    registry = await startRegistry();
  });

  afterEach(async () => {
    await backend?.stop();
    await registry.stop();
  });

  async function start(features: BackendFeature[] = []) {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleChatbots,
        organisationModule,
        mockServices.rootConfig.factory({
          data: { catalog: { processingInterval: { seconds: 1 } } },
        }),
        createServiceFactory({
          service: coreServices.discovery,
          deps: {},
          factory: () =>
            mockServices.discovery.mock({
              getBaseUrl: async plugin => `${registry.url}/api/${plugin}`,
            }),
        }),
        ...features,
      ],
    });
    return backend.server;
  }

  /** Reads the catalog until it is as expected, or time is up. */
  async function catalogOnce(
    server: TestBackend['server'],
    isThere: (entities: Entity[]) => boolean,
  ): Promise<Map<string, string[]>> {
    let entities: Entity[] = [];
    await until(async () => {
      entities = (await request(server).get('/api/catalog/entities')).body;
      return isThere(entities);
    }, 45_000);
    return new Map(
      entities.map(entity => [
        stringifyEntityRef(entity),
        (entity.relations ?? [])
          .map(({ type, targetRef }) => `${type} ${targetRef}`)
          .sort(),
      ]),
    );
  }

  it('shows all four kinds with their relations, and refuses what has a wrong shape', async () => {
    registry.projections.set('support-bot', projectionOf());
    registry.projections.set(
      'wrong-bot',
      projectionOf({ chatbot: 'wrong-bot', owner: 'not a ref' }),
    );
    registry.feed = [
      { chatbots: ['wrong-bot', 'support-bot'], cursor: 5, more: false },
    ];
    const server = await start();
    const catalog = await catalogOnce(
      server,
      entities =>
        entities.length >= 6 &&
        (entities.find(({ kind }) => kind === 'Component')?.relations?.length ??
          0) >= 3,
    );
    const evaluation =
      'modelevaluation:default/support-bot-1.8.2-77bc-golden-018f3a529b7c';
    const stage = 'deploymentstage:default/support-bot.staging';
    const promotion =
      'promotionapproval:default/support-bot-staging-018f3a529b7c';
    expect(Object.fromEntries(catalog)).toEqual({
      'group:default/chatbot-team': [
        'ownerOf component:default/support-bot',
        `ownerOf ${stage}`,
        `ownerOf ${evaluation}`,
        `ownerOf ${VERSION}`,
        `ownerOf ${promotion}`,
      ],
      'component:default/support-bot': [
        `hasPart ${stage}`,
        `hasPart ${VERSION}`,
        'ownedBy group:default/chatbot-team',
      ],
      [VERSION]: [
        `deployedTo ${stage}`,
        `evaluatedBy ${evaluation}`,
        'ownedBy group:default/chatbot-team',
        'partOf component:default/support-bot',
        `promotionRequestedBy ${promotion}`,
      ],
      [evaluation]: [
        `evaluates ${VERSION}`,
        'ownedBy group:default/chatbot-team',
      ],
      [stage]: [
        `deploys ${VERSION}`,
        'ownedBy group:default/chatbot-team',
        'partOf component:default/support-bot',
      ],
      [promotion]: [
        'ownedBy group:default/chatbot-team',
        `requestsPromotionOf ${VERSION}`,
      ],
    });
    expect(registry.acknowledged).toBe(5);
  });

  it('follows the registry: what left the window leaves the catalog', async () => {
    registry.projections.set('support-bot', projectionOf());
    registry.feed = [{ chatbots: ['support-bot'], cursor: 5, more: false }];
    const server = await start();
    const first = await catalogOnce(server, ({ length }) => length >= 6);
    expect([...first.keys()]).toContain(VERSION);
    const [version] = projectionOf().versions;
    registry.projections.set(
      'support-bot',
      projectionOf({ version: '2.0.0', retired: { versions: [version] } }),
    );
    registry.feed = [{ chatbots: ['support-bot'], cursor: 6, more: false }];
    const isNew = ({ metadata }: Entity) =>
      metadata.name === 'support-bot-2.0.0-9f31c2aa';
    const second = await catalogOnce(server, entities => entities.some(isNew));
    expect([...second.keys()]).toContain(
      'modelversion:default/support-bot-2.0.0-9f31c2aa',
    );
    expect([...second.keys()]).not.toContain(VERSION);
  });

  it('listens for changes once every plugin has started, and looks when it hears of one', async () => {
    const order: string[] = [];
    const looks = () =>
      registry.lines.filter(line => line.startsWith('GET /api/chatbots/v1/ch'))
        .length;
    const slowPlugin = createBackendPlugin({
      pluginId: 'slow',
      register: env =>
        env.registerInit({
          deps: {},
          init: async () => {
            // Slower than the catalog, which has looked once by then.
            await until(() => looks() > 0);
            order.push('slow plugin started');
          },
        }),
    });
    const events = mockServices.events.mock();
    events.subscribe.mockImplementation(async () => {
      order.push('subscribed');
    });
    await start([slowPlugin, events.factory]);
    expect(order).toEqual(['slow plugin started', 'subscribed']);

    const before = looks();
    const [[{ topics, onEvent }]] = events.subscribe.mock.calls;
    expect(topics).toEqual(['chatbots.changed']);
    await onEvent({ topic: 'chatbots.changed', eventPayload: {} });
    await until(() => looks() > before);
    expect(looks()).toBe(before + 1);
  });
});
