import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import plugin from '@chatbot-portal/backstage-plugin-chatbots-backend';
import { DemoPortal } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { startDemoPortal } from './__testUtils__/startDemoPortal';
import { demoChatbots } from './demoChatbots';
import { DemoClock } from './DemoClock';
import { inWordsOf } from './demoQuestions';
import { demoEvaluation } from './demoReports';
import { playHistory } from './playHistory';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });
const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error('The history was not played in time');
    }
    await sleep(200);
  }
}

describe.each(databases.eachSupportedId())('the example history on %s', id => {
  it('shows every chatbot where its story ends, and is played once', async () => {
    const knex = await databases.init(id);
    const first = await startDemoPortal({ plugin, database: { knex } });
    const { server } = first;
    const stages = async (chatbot: string) => {
      const { body } = await request(server)
        .get(`/api/chatbots/v1/chatbots/${chatbot}/stages`)
        .set('Authorization', as('lead'));
      return body.items;
    };
    await until(async () => {
      const last = await knex('evaluations')
        .where({ chatbot: 'returns-assistant' })
        .first();
      return last !== undefined;
    });
    expect(await stages('support-bot')).toMatchObject([
      { stage: 'development', state: 'empty' },
      { stage: 'staging', version: '1.8.2-77bc519-101' },
      { stage: 'production', version: '1.7.0-90aa3c1-93' },
    ]);
    expect(await stages('docs-bot')).toMatchObject([
      {},
      {},
      {
        version: '2.1.0-0d31f6a-58',
        state: 'rolling-out',
        incoming: { weight: 50 },
      },
    ]);
    const { body } = await request(server)
      .get('/api/chatbots/v1/promotions?view=decide')
      .set('Authorization', as('reviewer-two'));
    expect(body.items).toMatchObject([
      {
        chatbot: 'support-bot',
        missing: ['1 more approval from ai-governance'],
      },
    ]);
    const unmarked = await knex('audit_events')
      .whereNot('body', 'like', '%"demo":true%')
      .whereNot({ type: 'log.upgraded' })
      .orderBy('insert_id');
    expect(unmarked.map(event => event.type)).toEqual([
      'policy.proposed',
      'policy.activated',
    ]);
    for (const table of [
      'chatbots',
      'model_versions',
      'evaluations',
      'promotions',
    ]) {
      const rows = await knex(table).select('demo');
      expect(rows.map(({ demo }) => Boolean(demo))).not.toContain(false);
      expect(rows).not.toHaveLength(0);
    }
    await first.stop();

    const played = await knex('audit_events').orderBy('insert_id').pluck('id');
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const again = await startDemoPortal({
      plugin,
      database: { knex },
      features: [
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
      ],
    });
    await until(async () =>
      logger.info.mock.calls.some(
        ([text]) => text === 'The example history is complete',
      ),
    );
    await again.stop();
    expect(await knex('audit_events').orderBy('insert_id').pluck('id')).toEqual(
      played,
    );
  });
});

describe('playHistory', () => {
  /** A portal that has these chatbots and notes who is registered. */
  function portalWith(...names: string[]) {
    const registered: string[] = [];
    const accepted: string[] = [];
    const portal: DemoPortal = {
      signal: new AbortController().signal,
      people: { groupsOf: async () => new Set() },
      registry: {
        hasChatbot: async name => names.includes(name),
        register: async ({ name }) => {
          registered.push(name);
        },
        acceptFacts: async ({ chatbot }) => {
          accepted.push(chatbot);
        },
        reportVersion: async () => {},
        reportEvaluation: async () => {},
      },
      promotions: {
        request: async () => 'promotion',
        decide: async () => {},
        issuePermit: async () => 'permit',
      },
      deployments: {
        start: async () => 'deployment',
        reportStep: async () => {},
        reportOutcome: async () => {},
      },
    };
    return { portal, registered, accepted };
  }
  const options = { logger: mockServices.logger.mock(), now: new Date() };

  it('goes on with the chatbots that are not there yet', async () => {
    const { portal, registered, accepted } = portalWith(
      'support-bot',
      'hr-bot',
    );

    await playHistory(portal, options);

    expect(registered).toEqual(['docs-bot', 'returns-assistant']);
    expect(accepted).toEqual(registered);
  });
});

describe('demoEvaluation', () => {
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const versions = demoChatbots.flatMap(chatbot => chatbot.versions);

  it.each(versions.map(version => [version.version, version] as const))(
    'reports what its samples add up to, as a whole and by slice, for %s',
    (_name, version) => {
      for (const suite of ['golden', 'smoke'] as const) {
        const {
          metrics,
          slices = [],
          samples = [],
        } = demoEvaluation(version, suite, new Date());
        const [{ name, value, sampleCount }] = metrics;
        const scores = samples.map(sample => sample.scores[name]);
        expect(scores).toHaveLength(sampleCount);
        expect(mean(scores)).toBeCloseTo(value, 9);
        expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...scores)).toBeLessThanOrEqual(1);
        for (const slice of slices.filter(({ metric }) => metric === name)) {
          const own = samples
            .filter(sample => sample.slice === slice.slice)
            .map(sample => sample.scores[name]);
          expect(own).toHaveLength(slice.sampleCount);
          expect(mean(own)).toBeCloseTo(slice.value, 9);
        }
      }
    },
  );
});

describe('evaluations of example chatbots', () => {
  it('ask each one what belongs to its topics, and nothing twice', () => {
    const asked = demoChatbots.flatMap(({ name, versions: [version] }) => {
      const plain = demoEvaluation(version, 'golden', new Date());
      const { samples = [], slices = [], metrics } = inWordsOf(name, plain);
      const topics = new Set(samples.map(({ slice }) => slice));
      expect(topics.size).toBe(4);
      expect(new Set(slices.map(({ slice }) => slice))).toEqual(topics);
      expect(metrics).toEqual(plain.metrics);
      expect(slices.map(({ value }) => value)).toEqual(
        plain.slices?.map(({ value }) => value),
      );
      for (const { passed, expected, output } of samples) {
        expect(output === expected).toBe(passed);
      }
      return samples.map(({ input }) => input);
    });
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(160);
  });
});

describe('reasons of the judge in the example history', () => {
  const evaluations = demoChatbots.flatMap(({ name, versions }) =>
    versions.flatMap(version =>
      (['golden', 'smoke'] as const).map(suite => {
        const report = inWordsOf(
          name,
          demoEvaluation(version, suite, new Date()),
        );
        return { name: `${name} ${version.version} ${suite}`, report };
      }),
    ),
  );

  it.each(evaluations.map(({ name, report }) => [name, report] as const))(
    'give each score of %s its own, and say what is wrong with a bad one',
    (_name, { samples = [] }) => {
      const said = samples.flatMap(({ reasons = {} }) =>
        Object.values(reasons),
      );
      expect(said).toHaveLength(samples.length);
      expect(new Set(said).size).toBe(said.length);
      const [good, bad] = [true, false].map(wanted =>
        samples.filter(({ passed }) => passed === wanted),
      );
      for (const { scores, reasons } of samples) {
        expect(Object.keys(reasons ?? {})).toEqual(Object.keys(scores));
      }
      for (const { reasons = {} } of good) {
        expect(Object.values(reasons)[0]).not.toMatch(/made up|but adds/);
      }
      for (const { reasons = {}, slice, expected = '', output = '' } of bad) {
        // Names what no passage on the topic says, and nothing of what is right.
        const wrong = output.slice(expected.length).trim();
        expect(wrong).toMatch(/^.{8,}\.$/);
        const [reason] = Object.values(reasons);
        expect(reason).toContain(`“${wrong}”`);
        expect(reason).toMatch(RegExp(`no passage on ${slice}`, 'i'));
      }
    },
  );

  it('show answers that fail, and of both kinds', () => {
    const reasons = evaluations.flatMap(({ report: { samples = [] } }) =>
      samples.flatMap(sample => Object.values(sample.reasons ?? {})),
    );
    for (const kind of ['is made up', 'but adds', 'word for word']) {
      expect(reasons.filter(one => one.includes(kind)).length).toBeGreaterThan(
        5,
      );
    }
    expect(evaluations.length).toBeGreaterThan(12);
  });
});

describe('DemoClock', () => {
  const now = new Date('2026-11-29T12:00:00.000Z');

  it('moves on from its day in the past', () => {
    const clock = new DemoClock(now, 2);

    expect(clock.next()).toEqual(new Date('2026-11-27T12:05:00.000Z'));
    expect(clock.next(20)).toEqual(new Date('2026-11-27T12:25:00.000Z'));
  });

  it('stops at the present', () => {
    expect(new DemoClock(now, 0).next()).toEqual(now);
  });
});
