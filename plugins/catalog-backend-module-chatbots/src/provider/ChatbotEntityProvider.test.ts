import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { projectionOf } from '../__testUtils__/projectionOf';
import { Registry, startRegistry } from '../__testUtils__/startRegistry';
import { ChatbotEntityProvider } from './ChatbotEntityProvider';
import { ForeignEntity } from './ForeignEntities';

jest.setTimeout(30_000);

const FEED = 'GET /api/chatbots/v1/changes/catalog';
const ACKNOWLEDGE = 'PUT /api/chatbots/v1/changes/catalog';
const SWEEP_FEED = 'GET /api/chatbots/v1/changes/catalog-sweep';
const SWEEP_ACKNOWLEDGE = 'PUT /api/chatbots/v1/changes/catalog-sweep';
const projectionOfBot = (bot: string) =>
  `GET /api/chatbots/v1/projection?chatbot=${bot}`;

describe('ChatbotEntityProvider', () => {
  let registry: Registry;
  let inCatalog: number;
  /** What each next look for entities from elsewhere finds. */
  let foreign: ForeignEntity[][];
  let removed: string[];

  beforeEach(async () => {
    registry = await startRegistry();
    registry.projections.set('support-bot', projectionOf());
    inCatalog = 0;
    foreign = [];
    removed = [];
  });

  const foreignEntities = {
    find: async () => foreign.shift() ?? [],
    remove: async (found: readonly ForeignEntity[]) => {
      removed.push(...found.map(({ uid }) => uid));
    },
  };

  afterEach(() => registry.stop());

  const page = (cursor: number, chatbots: string[], more = false) => ({
    chatbots,
    cursor,
    more,
  });

  /** A provider that has been connected and has come to rest. */
  async function connect(
    apply?: (mutation: EntityProviderMutation) => Promise<void>,
  ) {
    const logger = mockServices.logger.mock();
    const mutations: EntityProviderMutation[] = [];
    // Of this test: a provider that was woken late goes on while the next test runs.
    const { url, lines } = registry;
    const provider = ChatbotEntityProvider.create({
      auth: mockServices.auth({ pluginId: 'catalog' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => `${url}/api/${plugin}`,
      }),
      logger,
      countEntities: async () => inCatalog,
      foreign: foreignEntities,
    });
    const connection: EntityProviderConnection = {
      refresh: async () => {},
      applyMutation: async mutation => {
        lines.push(`apply ${mutation.type}`);
        mutations.push(mutation);
        await apply?.(mutation);
      },
    };
    await provider.connect(connection);
    // Runs wait for one another: this one ends after the one that connecting asked for.
    await provider.followChanges().catch(() => undefined);
    return { provider, mutations, logger };
  }

  it('does nothing before the catalog connects', async () => {
    const provider = ChatbotEntityProvider.create({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock(),
      logger: mockServices.logger.mock(),
      countEntities: async () => 0,
      foreign: foreignEntities,
    });
    await provider.followChanges();
    await provider.sweep();
    expect(registry.lines).toEqual([]);
  });

  it('asks as the service, with a token for the chatbots plugin', async () => {
    await connect();
    expect([...registry.authorizations]).toEqual([
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('plugin:catalog'),
        targetPluginId: 'chatbots',
      }),
    ]);
  });

  it('adds what a change shows and removes what left, then acknowledges', async () => {
    const [left] = projectionOf({ version: '1.0.0' }).versions;
    registry.projections.set(
      'support-bot',
      projectionOf({ retired: { versions: [left] } }),
    );
    registry.feed = [page(7, ['support-bot'])];
    const { mutations } = await connect();
    expect(registry.lines.slice(0, 4)).toEqual([
      FEED,
      projectionOfBot('support-bot'),
      'apply delta',
      ACKNOWLEDGE,
    ]);
    expect(registry.acknowledged).toBe(7);
    expect(mutations).toEqual([
      {
        type: 'delta',
        added: [
          'ModelVersion',
          'ModelEvaluation',
          'DeploymentStage',
          'PromotionApproval',
        ].map(kind => ({
          locationKey: 'chatbots',
          entity: expect.objectContaining({ kind }),
        })),
        removed: [
          { entityRef: 'modelversion:default/support-bot-1.0.0-9f31c2aa' },
        ],
      },
    ]);
  });

  it('follows the feed to its end', async () => {
    registry.projections.set(
      'sales-bot',
      projectionOf({ chatbot: 'sales-bot' }),
    );
    registry.feed = [
      page(3, ['support-bot'], true),
      page(9, ['sales-bot', 'support-bot']),
    ];
    const { mutations } = await connect();
    expect(mutations).toHaveLength(3);
    expect(registry.acknowledged).toBe(9);
  });

  it('does not acknowledge what was not applied, and applies it again', async () => {
    registry.feed = [page(7, ['support-bot'])];
    let broken = true;
    const { provider, mutations, logger } = await connect(async () => {
      if (broken) {
        throw new Error('The database is gone');
      }
    });
    expect(registry.lines).not.toContain(ACKNOWLEDGE);
    expect(registry.acknowledged).toBe(0);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('was not brought up to date'),
      expect.objectContaining({ message: 'The database is gone' }),
    );
    broken = false;
    await provider.followChanges();
    expect(registry.acknowledged).toBe(7);
    expect(new Set(mutations.map(one => JSON.stringify(one))).size).toBe(1);
  });

  it('repeats a mutation whose acknowledgement was lost', async () => {
    registry.feed = [page(7, ['support-bot'])];
    registry.faults.set(ACKNOWLEDGE, 503);
    const { provider, mutations } = await connect();
    const before = mutations.length;
    registry.faults.clear();
    await provider.followChanges();
    expect(mutations).toHaveLength(before + 1);
    expect(mutations.at(-1)).toEqual(mutations[0]);
    expect(registry.acknowledged).toBe(7);
  });

  it('answers calls during a run by one more run', async () => {
    const { provider } = await connect();
    await provider.idle();
    registry.lines.length = 0;
    provider.wake();
    provider.wake();
    provider.wake();
    await provider.idle();
    // There is nothing to acknowledge where nothing changed.
    expect(registry.lines).toEqual([FEED, FEED]);
  });

  it('projects once more what another replica may have put an older state of', async () => {
    registry.feed = [page(7, ['support-bot'])];
    let other = true;
    const { mutations, logger } = await connect(async () => {
      if (other) {
        // Another replica read the same changes, and acknowledges first.
        other = false;
        registry.revision += 1;
        registry.acknowledged = 7;
        registry.feed = [];
      }
    });
    expect(mutations).toHaveLength(2);
    expect(mutations[1]).toEqual(mutations[0]);
    expect(registry.acknowledged).toBe(7);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('projects after a sweep what changed while it read', async () => {
    const { provider, mutations } = await connect();
    registry.lines.length = 0;
    registry.sweepFeed = [['sales-bot'], ['support-bot']];
    await provider.sweep();
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
    // What changed before it began, it has read.
    expect(registry.lines).not.toContain(projectionOfBot('sales-bot'));
    expect(registry.lines.slice(-3)).toEqual([
      projectionOfBot('support-bot'),
      'apply delta',
      ACKNOWLEDGE,
    ]);
  });

  it('rests between looks while changes never cease', async () => {
    const { provider } = await connect();
    await provider.idle();
    registry.lines.length = 0;
    const looks = () => registry.lines.filter(line => line === FEED).length;
    const start = performance.now();
    while (looks() < 5) {
      provider.wake();
      await nextTurn();
    }
    // Four rests lie between five looks; a timer may be early by a millisecond.
    expect(performance.now() - start).toBeGreaterThan(4 * 99);
    await provider.idle();
  });

  it('replaces everything in a sweep, over all pages', async () => {
    registry.pageSize = 1;
    registry.projections.set(
      'sales-bot',
      projectionOf({ chatbot: 'sales-bot' }),
    );
    registry.projections.set('shop-bot', projectionOf({ chatbot: 'shop-bot' }));
    const { provider, mutations } = await connect();
    await provider.sweep();
    expect(mutations).toEqual([{ type: 'full', entities: expect.any(Array) }]);
    const entities = mutations.flatMap(one =>
      one.type === 'full' ? one.entities : [],
    );
    expect(entities).toHaveLength(12);
    expect(new Set(entities.map(one => one.locationKey))).toEqual(
      new Set(['chatbots']),
    );
  });

  it('refuses a sweep that would remove a large part', async () => {
    inCatalog = 100;
    const { provider, mutations } = await connect();
    await expect(provider.sweep()).rejects.toThrow(/4 of 100 entities/);
    expect(mutations).toEqual([]);
  });

  it('sweeps nothing when a page is missing', async () => {
    registry.pageSize = 1;
    registry.projections.set(
      'sales-bot',
      projectionOf({ chatbot: 'sales-bot' }),
    );
    registry.faults.set('GET /api/chatbots/v1/projection?cursor=1', 500);
    const { provider, mutations } = await connect();
    await expect(provider.sweep()).rejects.toThrow(/500/);
    expect(mutations).toEqual([]);
  });

  it('applies a change after the sweep that began before it', async () => {
    const { provider } = await connect(async ({ type }) => {
      // As slow as several requests, so that the change would overtake it if it could.
      for (let n = 0; type === 'full' && n < 5; n += 1) {
        await fetch(`${registry.url}/marker`);
      }
      registry.lines.push(`applied ${type}`);
    });
    registry.lines.length = 0;
    registry.feed = [page(8, ['support-bot'])];
    await Promise.all([provider.sweep(), provider.followChanges()]);
    expect(
      registry.lines.filter(line => !/projection|marker/.test(line)),
    ).toEqual([
      SWEEP_FEED,
      SWEEP_ACKNOWLEDGE,
      'apply full',
      'applied full',
      SWEEP_FEED,
      SWEEP_ACKNOWLEDGE,
      FEED,
      'apply delta',
      'applied delta',
      ACKNOWLEDGE,
      FEED,
    ]);
  });

  describe('when somebody else holds the ref of an entity', () => {
    const stage = {
      entityRef: 'deploymentstage:default/support-bot.staging',
      uid: 'forged',
      location: 'url:https://git.example/forged.yaml',
    };

    it('takes the ref back after a change, and applies that entity once more', async () => {
      registry.feed = [page(7, ['support-bot'])];
      foreign = [[stage]];
      const { mutations, logger } = await connect();
      expect(removed).toEqual(['forged']);
      expect(mutations.slice(1)).toEqual([
        {
          type: 'delta',
          added: [
            {
              locationKey: 'chatbots',
              entity: expect.objectContaining({ kind: 'DeploymentStage' }),
            },
          ],
          removed: [],
        },
      ]);
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('tells the operator which location keeps a real entity out, and goes on', async () => {
      registry.feed = [page(7, ['support-bot'])];
      foreign = [[stage], [stage], [stage], [stage]];
      const { logger } = await connect();
      expect(removed).toHaveLength(3);
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining(
          `does not show ${stage.entityRef} of the registry: ${stage.location} keeps registering`,
        ),
      );
      expect(registry.acknowledged).toBe(7);
    });

    it('removes what is forged in a sweep even while the registry does not answer', async () => {
      const { provider } = await connect();
      registry.faults.set(SWEEP_FEED, 503);
      foreign = [[stage]];
      await expect(provider.sweep()).rejects.toThrow();
      expect(removed).toEqual(['forged']);
    });

    it('sweeps when it looks for entities from elsewhere and finds one', async () => {
      const { provider, mutations } = await connect();
      await provider.removeForeign();
      expect(mutations).toEqual([]);
      foreign = [[stage], [stage]];
      await provider.removeForeign();
      expect(removed).toEqual(['forged']);
      expect(mutations).toEqual([expect.objectContaining({ type: 'full' })]);
    });
  });
});
