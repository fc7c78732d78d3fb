import { mockServices } from '@backstage/backend-test-utils';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import {
  connectDatabase,
  PORTAL,
  systemClock,
  UnitOfWork,
} from '../../database';
import { PipelineActor } from '../../database/Actor';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import {
  evaluationReport,
  registration,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { recordedEvents } from '../../__testUtils__/recordedEvents';
import { FactsListener } from '../../registry';
import { DefaultChatbotService } from '../../registry/chatbots/DefaultChatbotService';
import { DefaultEvaluationService } from '../../registry/evaluations/DefaultEvaluationService';
import { GovernanceViews } from '../../views/GovernanceViews';
import { DefaultModelVersionService } from '../../registry/versions/DefaultModelVersionService';
import { SummaryRefresher } from './SummaryRefresher';

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
const listener: FactsListener = {
  onFactsChanged: async () => {},
  onEvidenceReported: async () => {},
};

/** Governance whose gates fail at staging; stages are empty. */
function governance(gates: Partial<GovernanceViews['gates']> = {}) {
  const views: GovernanceViews = {
    gates: {
      explain: async () => [failing],
      evaluate: async () => [failing],
      evaluateAll: async () => [],
      verdicts: async () => new Map(),
      headline: async () => ({
        suite: 'golden',
        metric: 'retrieval_hit_rate',
        threshold: 0.85,
      }),
      thresholds: async () => [],
      ...gates,
    },
    stages: {
      names: ['development', 'staging', 'production'],
      list: async () => [],
      listMany: async () => new Map(),
    },
    promotions: {
      waiting: async () => new Map(),
      chatbotsNeeding: async () => [],
      ofVersion: async () => [],
    },
    deployments: {
      list: async () => ({ items: [] }),
      ofVersion: async () => [],
    },
  };
  return views;
}

describe.each(databases.eachSupportedId())('SummaryRefresher on %s', id => {
  async function setUp(gates: Partial<GovernanceViews['gates']> = {}) {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const clock = systemClock;
    const unitOfWork = UnitOfWork.create({
      knex,
      clock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    });
    const refresher = SummaryRefresher.create({
      knex,
      unitOfWork,
      clock,
      logger: mockServices.logger.mock(),
      governance: governance(gates),
    });
    const chatbots = new DefaultChatbotService({
      unitOfWork,
      people: {
        groupsOf: async () => new Set(),
        exists: async () => true,
      },
      listener: listener,
    });
    await chatbots.register(registration(), { actor: PORTAL });
    const actor: PipelineActor = {
      kind: 'pipeline',
      chatbot: 'support-bot',
      tokenId: 'a',
      origin: { kind: 'token' },
    };
    const report = async (version: string, value: number) => {
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
        }),
        { actor },
      );
    };
    const summary = async () => {
      await refresher.idle();
      return (await knex('chatbot_summaries').limit(1))[0];
    };
    return { knex, unitOfWork, refresher, report, summary };
  }

  it('follows each commit', async () => {
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
    });
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
    while ((await summary()).verdict !== 'pass') {
      await sleep(10);
    }
  });

  it('writes nothing that a log would have to hold', async () => {
    const { knex, refresher } = await setUp();
    const before = (await recordedEvents(knex)).length;
    await refresher.refreshAll();
    expect(await recordedEvents(knex)).toHaveLength(before);
  });

  it('says that it is behind, and goes on with the next change', async () => {
    let broken = true;
    const { report, summary } = await setUp({
      headline: async () => {
        if (broken) {
          throw new Error('not now');
        }
        return undefined;
      },
    });
    await report('1', 0.8);
    expect(await summary().catch(() => undefined)).toBeUndefined();
    broken = false;
    await report('2', 0.8);
    expect(await summary()).toMatchObject({ latest_version: '2' });
  });
});
