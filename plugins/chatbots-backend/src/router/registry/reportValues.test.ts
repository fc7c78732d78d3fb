import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import request from 'supertest';
import { cases } from '../../__fixtures__/reportValues.json';
import { createTestDatabases } from '../../__testUtils__/databases';
import { as, evaluationReport } from '../../__testUtils__/registryFixtures';
import { startPipelines } from '../../__testUtils__/startPipelines';

const databases = createTestDatabases();
const [metric] = evaluationReport().metrics;

/** A report in which one field has a value; `samples` and `slices` belong to its metric. */
const FIELDS: Record<string, (value: string) => Partial<Api.EvaluationReport>> =
  {
    suite: value => ({ suite: value }),
    'slices[].slice': value => ({
      slices: [{ slice: value, metric: metric.name, value: 1, sampleCount: 1 }],
      samples: [{ sampleId: 'a', slice: value, scores: {} }],
    }),
    'samples[].sampleId': value => ({
      samples: [{ sampleId: value, scores: {} }],
    }),
    'dataset.name': value => ({
      dataset: { ...evaluationReport().dataset, name: value },
    }),
    'metrics[].name': value => ({
      metrics: [{ ...metric, name: value }],
      slices: [{ slice: 'a', metric: value, value: 1, sampleCount: 1 }],
      samples: [{ sampleId: 'a', scores: { [value]: 1 } }],
    }),
    'judge.name': value => ({
      judge: { ...evaluationReport().judge, name: value },
    }),
    startedAt: value => ({ startedAt: value, finishedAt: value }),
    'slices (125 topics x 8 metrics)': () => {
      const metrics = Array.from({ length: 8 }, (_, i) => ({
        ...metric,
        name: `metric ${i}`,
      }));
      return {
        metrics,
        samples: [],
        slices: metrics.flatMap(({ name }) =>
          Array.from({ length: 125 }, (_, i) => ({
            slice: `topic ${i}`,
            metric: name,
            value: 1,
            sampleCount: 1,
          })),
        ),
      };
    },
  };

/** Sent to the portal as they stand. Those left out are about files and about a report in parts, which have tests of their own. */
const SENT = cases.filter(
  ({ path }) =>
    !['samples', 'samples[].output', 'metrics[].value', 'body'].includes(path),
);
const [TAKEN, REFUSED] = [true, false].map(taken =>
  SENT.filter(({ expect: outcome }) => (outcome === 'taken') === taken).map(
    ({ path, value }) => [
      path === 'slices' ? `slices (${value})` : path,
      value,
    ],
  ),
);

describe.each(databases.eachSupportedId())('values of reports on %s', id => {
  let knex: Knex;
  let pipelines: Awaited<ReturnType<typeof startPipelines>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    pipelines = await startPipelines(knex);
  });

  afterAll(async () => {
    await pipelines.backend.stop();
  });

  const get = async (path: string, query: Record<string, string> = {}) =>
    (
      await request(pipelines.server)
        .get(`/api/chatbots/v1/${path}`)
        .query(query)
        .set('Authorization', as('engineer'))
        .expect(200)
    ).body;

  it('come from the list of cases, each with a field that is tried', () => {
    expect(TAKEN.length + REFUSED.length).toBe(SENT.length);
    expect(TAKEN.length).toBeGreaterThan(6);
    expect(
      [...TAKEN, ...REFUSED].filter(([path]) => !(path in FIELDS)),
    ).toEqual([]);
  });

  it.each(TAKEN)('takes as %s: %s', async (path, value) => {
    const report = evaluationReport({
      run: { id: `taken ${path} ${value}` },
      ...FIELDS[path](value),
    });
    const { status, body } = await pipelines.report('evaluations', report);
    expect([status, body.error]).toEqual([201, undefined]);
    const shown = await get(`evaluations/${body.id}`);
    expect(shown.metrics).toEqual(report.metrics);
    expect(shown).toMatchObject({
      suite: report.suite,
      dataset: report.dataset,
      judge: report.judge,
    });
    expect(shown.slices).toHaveLength(report.slices?.length ?? 0);
    for (const { slice } of report.samples ?? []) {
      const found = await get(
        `evaluations/${body.id}/samples`,
        slice === undefined ? {} : { slice },
      );
      expect(found.items.length).toBeGreaterThan(0);
    }
  });

  it('finds evaluations and samples by names of any script', async () => {
    const suite = "Qualität (DE) & l'été=1, 评分+";
    const { body } = await pipelines.report(
      'evaluations',
      evaluationReport({
        run: { id: 'found' },
        suite,
        samples: [
          { sampleId: 'Frage/Übersicht', slice: 'HR & IT+', scores: {} },
          { sampleId: 'other', slice: 'HR', scores: {} },
        ],
      }),
    );
    const list = await get('chatbots/support-bot/evaluations', { suite });
    expect(list.items.map((one: { id: string }) => one.id)).toEqual([body.id]);
    const bySlice = { slice: 'HR & IT+' };
    const samples = await get(`evaluations/${body.id}/samples`, bySlice);
    expect(samples.items).toHaveLength(1);
    const search = { search: 'frage/ÜBER' };
    const found = await get(`evaluations/${body.id}/samples`, search);
    expect(found.items).toHaveLength(1);
  });

  it.each(REFUSED)('refuses as %s: %s', async (path, value) => {
    const report = evaluationReport({
      run: { id: 'refused' },
      ...FIELDS[path](value),
    });
    expect(await pipelines.attempt('evaluations', report)).toEqual([
      400,
      'input-invalid',
    ]);
  });

  it.each(
    Object.keys(FIELDS).filter(
      path => path !== 'startedAt' && !path.startsWith('slices ('),
    ),
  )('names field and character of what is no name in %s', async path => {
    const send = async (value: string) => {
      const report = { run: { id: 'named' }, ...FIELDS[path](value) };
      const { status, body } = await pipelines.report(
        'evaluations',
        evaluationReport(report),
      );
      return { status, ...body.error };
    };
    const at = `/body/${path.replace('[]', '/0').replace('.', '/')}`;
    const place = at.replace('0.', '0/');
    expect(await send('Kosten*')).toMatchObject({
      status: 400,
      reason: 'name-invalid',
      message: `${place} has '*' (U+002A) at character 7`,
      hint: expect.stringMatching(/^In .* take out '\*' \(U\+002A\): /),
    });
    expect(await send('U\u0308bersicht')).toMatchObject({
      status: 400,
      reason: 'name-invalid',
      message: expect.stringContaining(`${place} is not in the form NFC`),
      hint: expect.stringContaining(`In ${place}, normalize the name`),
    });
    expect(await send('ü'.repeat(101))).toMatchObject({
      status: 400,
      reason: 'input-invalid',
      message: `${place} must NOT have more than 100 characters`,
    });
  });

  it('names the field of a query too', async () => {
    const { body } = await request(pipelines.server)
      .get('/api/chatbots/v1/chatbots/support-bot/evaluations')
      .query({ suite: 'a*b' })
      .set('Authorization', as('engineer'))
      .expect(400);
    expect(body.error).toMatchObject({
      reason: 'name-invalid',
      message: "/query/suite has '*' (U+002A) at character 2",
    });
  });

  it('keeps the instant that was meant, however it is spelled', async () => {
    const spelled = cases.filter(
      ({ path, expect: outcome }) =>
        path === 'startedAt' && outcome === 'taken',
    );
    expect(spelled.length).toBeGreaterThan(0);
    for (const { value } of spelled) {
      const report = {
        startedAt: value,
        finishedAt: value,
        run: { id: value },
      };
      const { body } = await pipelines.report(
        'evaluations',
        evaluationReport(report),
      );
      expect(canonicalJson(body.startedAt)).toBe(
        canonicalJson(new Date(value).toISOString()),
      );
    }
  });

  it('passes over a byte order mark before the JSON', async () => {
    const report = evaluationReport({ run: { id: 'bom' } });
    const { status } = await pipelines.report(
      'evaluations',
      `\ufeff${JSON.stringify(report)}`,
    );
    expect(status).toBe(201);
  });

  it('says which text has half of a surrogate pair', async () => {
    const cut = `${'a'.repeat(7999)}🚀`.slice(0, 8000);
    const { status, reason, body } = await pipelines.report(
      'evaluations',
      evaluationReport({
        run: { id: 'half' },
        samples: [{ sampleId: 'a', scores: {}, output: cut }],
      }),
    );
    expect([status, reason]).toEqual([400, 'input-invalid']);
    expect(body.error.message).toContain('samples[0].output');
  });
});
