import { builtInChecks } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { mockServices } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  goldenReport,
  GOOD,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { UnitOfWork } from '../../database/UnitOfWork';
import { GateEvaluationRow } from '../../database/gateEvaluations';
import { DefaultGateService } from '../../governance/gates/DefaultGateService';
import { GovernanceViews } from '../../views/GovernanceViews';
import { StoredGates } from '../../views/StoredGates';
import { ViewRefresher } from './ViewRefresher';

const databases = createTestDatabases();
const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };

/** Summaries that can't be computed: gates are stored all the same. */
const summariesFail = {} as GovernanceViews;

describe.each(databases.eachSupportedId())('stored gates on %s', id => {
  async function begin() {
    const knex = await databases.init(id);
    const { server } = await startChatbots({ knex, config });
    const scenario = await Scenario.begin(server);
    return { knex, scenario };
  }

  async function stored(knex: Knex): Promise<Record<string, string>> {
    const rows = await knex('gate_evaluations as g')
      .join('model_versions as v', 'v.id', 'g.version_id')
      .select('v.version', 'g.stage', 'g.verdict');
    return Object.fromEntries(
      rows.map(({ version, stage, verdict }) => [
        `${version} ${stage}`,
        verdict,
      ]),
    );
  }

  async function page(
    scenario: Scenario,
    version: string,
  ): Promise<Api.Gate[]> {
    const { body } = await scenario
      .person('engineer', 'get', `/chatbots/support-bot/versions/${version}`)
      .expect(200);
    return body.gates;
  }

  it('hold what the gate says after each report and deployment', async () => {
    const { knex, scenario } = await begin();
    await scenario.version('1.0.0');
    await until(async () => (await stored(knex))['1.0.0 staging'] === 'pass');
    expect(await stored(knex)).toEqual({
      '1.0.0 staging': 'pass',
      '1.0.0 production': 'fail',
    });
    await scenario.toStaging('1.0.0');
    await until(
      async () => (await stored(knex))['1.0.0 production'] === 'pass',
    );
    await scenario.version('2.0.0', { ...GOOD, refusal_accuracy: 0.1 });
    await until(async () => (await stored(knex))['2.0.0 staging'] === 'fail');
  });

  /** Waits until the version passes and nothing evaluates it again by itself. */
  async function atRest(knex: Knex): Promise<void> {
    await until(
      async () =>
        // Its follower moves on after the evaluation, so nothing is left to do at the end of the log.
        (await isAllTold(knex)) &&
        (await stored(knex))['1.0.0 staging'] === 'pass',
    );
  }

  it('are what a page shows, until something changes', async () => {
    const { knex, scenario } = await begin();
    await scenario.version('1.0.0');
    await atRest(knex);
    // Whoever looks while it is evaluated again sees the one before or nothing.
    const look = async () => {
      const shown = await page(scenario, '1.0.0');
      const rows = await knex('gate_evaluations').orderBy('stage', 'desc');
      return { shown, stored: rows.map(toGate) };
    };
    await until(async () => {
      const now = await look();
      return isDeepStrictEqual(now.shown, now.stored);
    }).catch(() => {});
    const seen = await look();
    expect(seen.shown).toEqual(seen.stored);

    // A stored row that says something else shows whether it is read; the follower may still be at the last report.
    await until(async () => {
      await knex('gate_evaluations').update({ verdict: 'inconclusive' });
      const [kept] = await page(scenario, '1.0.0');
      return kept.verdict === 'inconclusive';
    });

    await scenario
      .pipeline(
        'post',
        '/evaluations',
        goldenReport(
          { version: '1.0.0', run: { id: 'worse' } },
          { ...GOOD, refusal_accuracy: 0.1 },
        ),
      )
      .expect(201);
    expect(await settled(scenario, '1.0.0')).toBe('fail');
  });

  /** The verdict of the first gate once it is not pending, which is all that a page may say before. */
  async function settled(scenario: Scenario, version: string): Promise<string> {
    let [gate] = await page(scenario, version);
    while (gate.verdict === 'pending') {
      expect(gate).toEqual({
        stage: 'staging',
        verdict: 'pending',
        checks: [],
        approvals: [],
      });
      [gate] = await page(scenario, version);
    }
    return gate.verdict;
  }

  /** A follower of its own, at another time. */
  function refresherAt(knex: Knex, now: Date): ViewRefresher {
    const clock = { now: () => now };
    const stages = ['development', 'staging', 'production'];
    return new ViewRefresher({
      knex,
      clock,
      stages,
      unitOfWork: UnitOfWork.create({
        knex,
        clock,
        audit: { append: async () => {} },
      }),
      logger: mockServices.logger.mock(),
      gates: new DefaultGateService({
        knex,
        clock,
        stages,
        run: { checks: builtInChecks },
      }),
      newestVersions: 10,
      governance: summariesFail,
    });
  }

  /** A reader of stored gates, with a clock that the test moves. */
  function readerOf(knex: Knex, lagging: 'pending' | 'evaluate') {
    let passed = 0;
    const clock = { now: () => new Date(Date.now() + passed) };
    const stages = ['development', 'staging', 'production'];
    const gates = new DefaultGateService({
      knex,
      clock,
      stages,
      run: { checks: builtInChecks },
    });
    const evaluated = jest.spyOn(gates, 'evaluateAll');
    const reader = new StoredGates({ knex, clock, gates, stages, lagging });
    const pass = (milliseconds: number) => {
      passed += milliseconds;
    };
    return { reader, evaluated, pass };
  }

  it('are evaluated anew for entities and summaries, which are never pending', async () => {
    const { knex, scenario } = await begin();
    await scenario.version('1.0.0');
    await atRest(knex);
    const { reader, evaluated } = readerOf(knex, 'evaluate');
    const [version] = await knex('model_versions');
    const ask = async () => [
      (await reader.explain('support-bot', '1.0.0', 'staging'))[0].verdict,
      (
        await reader.verdicts('support-bot', [{ version, stage: 'staging' }])
      ).get(version.id),
    ];
    expect(await ask()).toEqual(['pass', 'pass']);
    expect(evaluated).not.toHaveBeenCalled();
    await knex('gate_evaluations').update({
      revision: '1/1',
      verdict: 'inconclusive',
    });
    expect(await ask()).toEqual(['pass', 'pass']);
    expect(evaluated).toHaveBeenCalledTimes(2);
  });

  it('of versions for which none is stored are remembered while they hold', async () => {
    const { knex, scenario } = await begin();
    await scenario.version('1.0.0');
    await atRest(knex);
    // Nothing is stored for a version that is neither newest nor in a stage.
    await knex('gate_evaluations').delete();
    const { reader, evaluated, pass } = readerOf(knex, 'pending');
    const [version] = await knex('model_versions');
    const ask = async () =>
      (
        await reader.verdicts('support-bot', [{ version, stage: 'staging' }])
      ).get(version.id);
    expect([await ask(), await ask()]).toEqual(['pass', 'pass']);
    expect(evaluated).toHaveBeenCalledTimes(1);
    pass(24 * 60 * 60 * 1000);
    expect(await ask()).toBe('pass');
    expect(evaluated).toHaveBeenCalledTimes(2);
  });

  it('are renewed once time alone can have changed them', async () => {
    const { knex, scenario } = await begin();
    await scenario.version('1.0.0');
    await atRest(knex);
    // The default policy takes an evaluation for 90 days.
    const later = new Date(Date.now() + 91 * 24 * 60 * 60 * 1000);
    await refresherAt(knex, later).refreshDue();
    expect((await stored(knex))['1.0.0 staging']).toBe('fail');
  });

  it('are caught up with what a replica left behind', async () => {
    const { knex, scenario } = await begin();
    await scenario.version('1.0.0');
    await atRest(knex);
    await knex('gate_evaluations').update({
      revision: '1/1',
      verdict: 'inconclusive',
    });
    await refresherAt(knex, new Date()).refreshAll();
    expect((await stored(knex))['1.0.0 staging']).toBe('pass');
  });

  it.each<[string, Partial<GateEvaluationRow>]>([
    ['another revision', { revision: '1/1' }],
    ['another policy', { policy_number: 99 }],
    ['a time that is over', { valid_until: '2026-01-01T00:00:00.000Z' }],
  ])('of %s are not shown', async (_of, columns) => {
    const { knex, scenario } = await begin();
    await scenario.version('1.0.0');
    await atRest(knex);
    // Until nothing evaluates it again by itself between the two.
    await until(async () => {
      await knex('gate_evaluations').update({
        ...columns,
        verdict: 'inconclusive',
      });
      const [gate] = await page(scenario, '1.0.0');
      expect(['pending', 'pass']).toContain(gate.verdict);
      return gate.verdict === 'pending';
    });
    const { body: list } = await scenario
      .person('engineer', 'get', '/chatbots/support-bot/versions')
      .expect(200);
    expect(['pending', 'pass']).toContain(list.items[0].verdict);
    // Whoever was told so is answered soon: the page woke who evaluates.
    expect(await settled(scenario, '1.0.0')).toBe('pass');
  });
});

function toGate(row: GateEvaluationRow): Api.Gate {
  return {
    stage: row.stage,
    verdict: row.verdict,
    checks: JSON.parse(row.checks),
    approvals: JSON.parse(row.approvals),
    policyNumber: row.policy_number,
    evaluatedAt: row.evaluated_at,
    ...(Number(row.at_sequence) > 0
      ? { atSequence: Number(row.at_sequence) }
      : {}),
  };
}
