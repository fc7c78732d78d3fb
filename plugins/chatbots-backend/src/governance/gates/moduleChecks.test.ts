import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  CheckDefinition,
  defineCheck,
  PolicyCheckBase,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { checksExtensionPoint } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { runFsck } from '../../audit/fsck/runFsck';

const databases = createTestDatabases();

type Budget = PolicyCheckBase & { type: 'acme:budget'; limit: number };

/** A check as a module brings it: a version may not cost more than the policy says. */
const budget = defineCheck<Budget, 'evaluations'>({
  type: 'acme:budget',
  version: '1',
  schema: z.strictObject({ limit: z.number().min(0) }),
  needs: ['evaluations'],
  describe: ({ limit }) => ({
    title: 'Cost of an answer',
    expected: `at most ${limit} cents`,
  }),
  evaluate(rule) {
    return {
      ...this.describe(rule),
      outcome: rule.limit >= 2 ? 'pass' : 'fail',
      actual: '2 cents',
      reason: 'An answer costs 2 cents',
      reasonCode: rule.limit >= 2 ? 'rule-met' : 'acme:too-dear',
      links: [{ title: 'Bill', url: 'https://costs.example/bill' }],
    };
  },
});

function moduleWith(...checks: CheckDefinition[]): BackendFeature {
  return createBackendModule({
    pluginId: 'chatbots',
    moduleId: 'budget',
    register(env) {
      env.registerInit({
        deps: { checks: checksExtensionPoint },
        async init({ checks: point }) {
          point.addCheck(...checks);
        },
      });
    },
  });
}

describe.each(databases.eachSupportedId())('checks of modules on %s', id => {
  let folder: string;
  let policyFile: string;
  let policy: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
    policyFile = join(folder, 'policy.yaml');
    policy = (await readFile(DEFAULT_POLICY, 'utf8')).replace(
      '    checks:\n',
      `    checks:
      - id: budget
        type: acme:budget
        limit: 2
`,
    );
    await writeFile(policyFile, policy);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function start(
    knex: Knex,
    features: BackendFeature[],
    file = policyFile,
  ) {
    return startChatbots({
      knex,
      config: { chatbots: { policy: { file } } },
      features,
    });
  }

  async function begin(
    features: BackendFeature[] = [moduleWith(budget)],
  ): Promise<{ knex: Knex; scenario: Scenario; stop(): Promise<void> }> {
    const knex = await databases.init(id);
    const { server, backend } = await start(knex, features);
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    return { knex, scenario, stop: () => backend.stop() };
  }

  async function shown(scenario: Scenario, promotionId: string) {
    const { body } = await scenario
      .person('reviewer-one', 'get', `/promotions/${promotionId}`)
      .expect(200);
    return {
      check: body.gate.checks.find(
        (one: { id: string }) => one.id === 'budget',
      ),
      promotion: body.promotion,
    };
  }

  it('are evaluated, shown with their links, and part of the release', async () => {
    const { knex, scenario, stop } = await begin();
    const promotionId = await scenario.request('1.0.0', 'staging');
    expect((await shown(scenario, promotionId)).check).toEqual({
      id: 'budget',
      title: 'Cost of an answer',
      outcome: 'pass',
      expected: 'at most 2 cents',
      actual: '2 cents',
      reason: 'An answer costs 2 cents',
      reasonCode: 'rule-met',
      blocking: false,
      links: [{ title: 'Bill', url: 'https://costs.example/bill' }],
    });
    await scenario.decide(promotionId, 'reviewer-one');
    await scenario.deploy(promotionId);
    expect((await shown(scenario, promotionId)).promotion.state).toBe(
      'deployed',
    );
    await until(
      async () => !(await knex('audit_events').whereNull('sequence').first()),
    );
    // Without the module: what the log says of the rules does not depend on who is installed today.
    const found = await runFsck(knex, { trustedKeys: [], anchors: [] });
    expect(found.filter(({ promotionId: about }) => about)).toEqual([]);
    await stop();
  });

  it('block as check-unavailable, and void nothing, where the module is gone', async () => {
    const { knex, scenario, stop } = await begin();
    const promotionId = await scenario.request('1.0.0', 'staging');
    await scenario.decide(promotionId, 'reviewer-one');
    expect((await shown(scenario, promotionId)).promotion.state).toBe(
      'approved',
    );
    await stop();

    const without = await start(knex, []);
    const there = scenario.at(without.server);
    const { check, promotion } = await shown(there, promotionId);
    expect(check).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'check-unavailable',
      blocking: true,
      reason: expect.stringContaining('acme:budget'),
    });
    const permit = await there.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    );
    expect([permit.status, permit.body.error.reason]).toEqual([
      409,
      'checks-not-passed',
    ]);
    expect(promotion.state).toBe('approved');
    await without.backend.stop();

    const back = await start(knex, [moduleWith(budget)]);
    await scenario
      .at(back.server)
      .pipeline('post', `/promotions/${promotionId}/permit`)
      .expect(200);
    await back.backend.stop();
  });

  it('void decisions when the module brings another version of the check', async () => {
    const { knex, scenario, stop } = await begin();
    const promotionId = await scenario.request('1.0.0', 'staging');
    await scenario.decide(promotionId, 'reviewer-one');
    await stop();

    const newer = await start(knex, [moduleWith({ ...budget, version: '2' })]);
    const there = scenario.at(newer.server);
    const permit = await there.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    );
    expect(permit.body.error.reason).toBe('promotion-void');
    expect((await shown(there, promotionId)).promotion).toMatchObject({
      state: 'void',
      stateReason: 'rules-changed',
    });
    await newer.backend.stop();
  });

  it('block where a newer module does not read the rule in force', async () => {
    const { knex, scenario, stop } = await begin();
    await stop();
    const newer = await start(knex, [
      moduleWith({
        ...budget,
        version: '2',
        schema: z.strictObject({ cents: z.number() }),
      }),
    ]);
    const there = scenario.at(newer.server);
    const promotionId = await there.request('1.0.0', 'staging');
    expect((await shown(there, promotionId)).check).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'check-unavailable',
      blocking: true,
      reason: expect.stringContaining('cents'),
    });
    await newer.backend.stop();
  });

  it('can be named by a policy only while they are registered', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await start(knex, [], DEFAULT_POLICY);
    const scenario = await Scenario.begin(server);
    const { status, body } = await scenario.person(
      'platform-admin',
      'post',
      '/policies',
      { text: policy },
    );
    expect([status, body.error.reason]).toEqual([422, 'check-unknown']);
    expect(body.error.message).toContain('acme:budget');
    expect(JSON.stringify(body)).toContain(
      'Registered checks are threshold, regression',
    );
    await backend.stop();
  });

  it.each<[string, CheckDefinition['evaluate']]>([
    [
      'throws',
      () => {
        throw new Error('divided by zero');
      },
    ],
    ['returns nonsense', () => ({ outcome: 'fine' } as never)],
    ['returns a promise', (async () => ({})) as never],
  ])('are inconclusive where one %s, logged once', async (_what, evaluate) => {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const { scenario, stop } = await begin([
      moduleWith({ ...budget, evaluate }),
      logger.factory,
    ]);
    const promotionId = await scenario.request('1.0.0', 'staging');
    const { check } = await shown(scenario, promotionId);
    await shown(scenario, promotionId);
    expect(check).toMatchObject({
      title: 'Cost of an answer',
      outcome: 'inconclusive',
      reasonCode: 'check-failed',
      blocking: true,
    });
    const told = logger.error.mock.calls.filter(([message]) =>
      message.includes("'acme:budget' failed"),
    );
    expect(told).toHaveLength(1);
    await stop();
  });

  it.each<[string, CheckDefinition[], RegExp]>([
    ['two of one type', [budget, budget], /two checks 'acme:budget'/],
    [
      'one without a prefix',
      [{ ...budget, type: 'budget' }],
      /needs a prefix of its module/,
    ],
    [
      'one that takes the name of a built-in check',
      [{ ...budget, type: 'threshold' }],
      /needs a prefix of its module/,
    ],
    ['one without a version', [{ ...budget, version: '' }], /needs a version/],
    [
      'one that needs what is no fact',
      [{ ...budget, needs: ['weather'] as never }],
      /facts are evaluations/,
    ],
  ])('end the start for %s', async (_what, checks, message) => {
    const knex = await databases.init(id);
    await expect(
      start(knex, [moduleWith(...checks)], DEFAULT_POLICY),
    ).rejects.toThrow(message);
  });
});
