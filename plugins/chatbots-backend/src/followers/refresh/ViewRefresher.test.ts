import { mockServices } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { connectDatabase } from '../../database/connectDatabase';
import { PORTAL } from '../../database/Actor';
import { PipelineActor } from '../../database/Actor';
import { createTestDatabases } from '../../__testUtils__/databases';
import { createTestLog } from '../../__testUtils__/createTestLog';
import {
  digestOf,
  evaluationReport,
  registration,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { recordedEvents } from '../../__testUtils__/recordedEvents';
import { EvidenceListener } from '../../registry';
import { DefaultChatbotService } from '../../registry/chatbots/DefaultChatbotService';
import { DefaultEvaluationService } from '../../registry/evaluations/DefaultEvaluationService';
import { GovernanceViews } from '../../views/GovernanceViews';
import { DefaultModelVersionService } from '../../registry/versions/DefaultModelVersionService';
import { createLogFollower } from '../createLogFollower';
import { ViewRefresher } from './ViewRefresher';

const databases = createTestDatabases();

const failing: Api.Gate = {
  stage: 'staging',
  verdict: 'fail',
  approvals: [],
  checks: [
    ['fail', true, 'faithfulness 0.74 < 0.80'],
    ['fail', false, 'not blocking'],
    ['inconclusive', true, 'too few samples'],
    ['pass', true, 'fine'],
  ].map(([outcome, blocking, reason], index) => ({
    id: `check-${index}`,
    title: 'Check',
    expected: '',
    actual: '',
    reasonCode: 'threshold-not-met',
    outcome: outcome as Api.Check['outcome'],
    blocking: Boolean(blocking),
    reason: String(reason),
  })),
};

/** Nobody who hears of changed facts. */
const listener: EvidenceListener = {
  onEvidenceReported: async () => {},
};

/** Governance whose gates fail at staging; stages are empty. */
function governance(gates: Partial<GovernanceViews['gates']> = {}) {
  const views: GovernanceViews = {
    gates: {
      explain: async () => [failing],
      verdicts: async () => new Map(),
      headline: async () => ({
        suite: 'golden',
        metrics: [
          {
            metric: 'retrieval_hit_rate',
            threshold: 0.85,
            stage: 'production',
          },
        ],
      }),
      thresholds: async () => [],
      ...gates,
    },
    stages: {
      names: ['development', 'staging', 'production'],
      list: async () => [],
      latestVersion: async () => undefined,
      listMany: async () => new Map(),
    },
    promotions: {
      waiting: async () => new Map(),
      chatbotsNeeding: async () => [],
      longestWait: async () => undefined,
      silentSince: () => '',
      ofVersion: async () => [],
    },
    deployments: {
      list: async () => ({ items: [] }),
      ofVersion: async () => [],
    },
  };
  return views;
}

describe.each(databases.eachSupportedId())('ViewRefresher on %s', id => {
  async function setUp(gates: Partial<GovernanceViews['gates']> = {}) {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    let passed = 0;
    const clock = { now: () => new Date(Date.now() + passed) };
    const pass = (milliseconds: number) => {
      passed += milliseconds;
    };
    const { unitOfWork, eventKeys, number } = createTestLog(knex);
    const logger = mockServices.logger.mock();
    const evaluateAll = jest.fn(async () => []);
    const refresher = new ViewRefresher({
      knex,
      unitOfWork,
      clock,
      logger,
      gates: { evaluateAll },
      stages: ['development', 'staging', 'production'],
      newestVersions: 10,
      governance: governance(gates),
    });
    const follower = createLogFollower({
      name: 'changed',
      knex,
      clock,
      logger,
      eventKeys,
      follow: (_db, events) => refresher.follow(events),
    });
    const chatbots = new DefaultChatbotService({
      unitOfWork,
      people: {
        groupsOf: async () => new Set([registration().owner]),
        membershipOf: async () => ({
          groups: new Set([registration().owner]),
          ignored: [],
        }),
        exists: async () => true,
      },
    });
    await chatbots.register(registration(), {
      actor: { kind: 'user', userRef: 'user:default/engineer' },
    });
    const actor: PipelineActor = {
      kind: 'pipeline',
      chatbot: 'support-bot',
      tokenId: 'a',
      origin: { kind: 'token' },
    };
    const report = async (
      version: string,
      value: number,
      more: Partial<Api.EvaluationReport> = {},
    ) => {
      await new DefaultModelVersionService({ unitOfWork }).report(
        versionReport({ version }),
        { actor },
      );
      await new DefaultEvaluationService({
        unitOfWork,
        clock,
        listener: listener,
      }).report(
        evaluationReport({
          version,
          metrics: [{ ...evaluationReport().metrics[0], value }],
          ...more,
        }),
        { actor },
      );
    };
    const summary = async () => {
      await number();
      await follower.run();
      await refresher.idle();
      return (await knex('chatbot_summaries').limit(1))[0];
    };
    return {
      knex,
      pass,
      unitOfWork,
      refresher,
      evaluateAll,
      logger,
      report,
      summary,
    };
  }

  it('follows the log', async () => {
    const { report, summary } = await setUp();
    expect(await summary()).toMatchObject({
      chatbot: 'support-bot',
      latest_version: null,
      verdict: 'none',
      failing: '[]',
    });
    await report('1', 0.8);
    await report('2', 0.9);
    const row = await summary();
    expect(row).toMatchObject({
      latest_version: '2',
      next_stage: 'staging',
      verdict: 'fail',
      failing: '["faithfulness 0.74 < 0.80"]',
      quality_value: 0.9,
    });
    expect(JSON.parse(row.quality ?? 'null')).toEqual({
      suite: 'golden',
      metric: 'retrieval_hit_rate',
      direction: 'higher-is-better',
      points: [0.8, 0.9],
      latest: 0.9,
      previous: 0.8,
      threshold: 0.85,
      thresholdStage: 'production',
    });
  });

  it('holds no value against one that was measured differently', async () => {
    const { report, summary } = await setUp();
    const quality = async () =>
      JSON.parse((await summary()).quality ?? 'null') as Api.Quality;
    await report('1', 0.8);
    const dataset = {
      name: 'golden',
      revision: '15',
      digest: digestOf('golden 15'),
    };
    await report('2', 0.9, { dataset });
    const breaks = [
      {
        before: 1,
        changes: [{ what: 'dataset', from: 'golden 14', to: 'golden 15' }],
      },
    ];
    expect(await quality()).toMatchObject({ points: [0.8, 0.9], breaks });
    expect(await quality()).not.toHaveProperty('previous');
    await report('3', 0.91, { dataset });
    expect(await quality()).toMatchObject({ previous: 0.9, breaks });
  });

  it('recomputes all when another policy comes into force', async () => {
    let verdict: Api.Verdict = 'fail';
    const { report, summary, unitOfWork } = await setUp({
      explain: async () => [{ ...failing, verdict }],
    });
    await report('1', 0.8);
    expect(await summary()).toMatchObject({ verdict: 'fail' });
    verdict = 'pass';
    await unitOfWork.run({ actor: PORTAL }, work =>
      work.record({
        type: 'policy.activated',
        subject: { kind: 'policy', id: '2' },
        data: { digest: 'a'.repeat(64), changes: 1 },
        texts: { differences: '[]' },
      }),
    );
    expect(await summary()).toMatchObject({ verdict: 'pass' });
  });

  it('evaluates gates once for each change that concerns them', async () => {
    const { report, summary, evaluateAll } = await setUp();
    await summary();
    // Nothing of a registration is asked by a gate.
    expect(evaluateAll).not.toHaveBeenCalled();
    await report('1', 0.8);
    await summary();
    // The version and its evaluation, in one page of the log.
    expect(evaluateAll).toHaveBeenCalledTimes(1);
  });

  it('is woken by pages less and less while a chatbot fails', async () => {
    const { report, summary, evaluateAll, refresher, pass } = await setUp();
    await report('1', 0.8);
    await summary();
    const wake = async () => {
      refresher.wake('support-bot');
      await refresher.idle();
      return evaluateAll.mock.calls.length;
    };
    expect(await wake()).toBe(2);
    expect(await wake()).toBe(3);
    evaluateAll.mockRejectedValueOnce(new Error('broken'));
    evaluateAll.mockRejectedValueOnce(new Error('still broken'));
    expect(await wake()).toBe(4);
    expect(await wake()).toBe(4);
    pass(1000);
    expect(await wake()).toBe(5);
    pass(1000);
    expect(await wake()).toBe(5);
    pass(1000);
    expect(await wake()).toBe(6);
    // It has recovered.
    expect(await wake()).toBe(7);
  });

  it('shows as quality what the newest judge measures', async () => {
    const { report, summary } = await setUp({
      headline: async () => ({
        suite: 'golden',
        metrics: [
          { metric: 'faithfulness', threshold: 0.9, stage: 'production' },
          { metric: 'lexical_faithfulness' },
        ],
      }),
    });
    const measure = async (
      version: string,
      name: string,
      value: number,
    ): Promise<unknown> => {
      const metrics = [{ ...evaluationReport().metrics[0], name, value }];
      await report(version, value, { metrics, slices: [], samples: [] });
      return JSON.parse((await summary()).quality ?? 'null');
    };
    expect(await measure('1', 'lexical_faithfulness', 0.8)).toMatchObject({
      metric: 'lexical_faithfulness',
      points: [0.8],
    });
    expect(await measure('2', 'faithfulness', 0.95)).toMatchObject({
      metric: 'faithfulness',
      points: [0.95],
      threshold: 0.9,
      thresholdStage: 'production',
    });
    const back = await measure('3', 'lexical_faithfulness', 0.85);
    expect(back).toMatchObject({
      metric: 'lexical_faithfulness',
      points: [0.8, 0.85],
      previous: 0.8,
    });
    expect(back).not.toHaveProperty('threshold');
  });

  it('writes nothing that a log would have to hold', async () => {
    const { knex, refresher } = await setUp();
    const before = (await recordedEvents(knex)).length;
    await refresher.refreshAll();
    expect(await recordedEvents(knex)).toHaveLength(before);
  });

  it('says that it is behind, and goes on with the next change', async () => {
    let broken = true;
    const { report, summary, logger } = await setUp({
      headline: async () => {
        if (broken) {
          throw new Error('not now');
        }
        return undefined;
      },
    });
    await report('1', 0.8);
    expect(await summary()).toBeUndefined();
    expect(JSON.stringify(logger.warn.mock.calls)).toContain(
      'What pages show of support-bot is behind',
    );
    broken = false;
    await report('2', 0.8);
    expect(await summary()).toMatchObject({ latest_version: '2' });
  });
});
