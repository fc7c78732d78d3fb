import { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import { insertFinishedDeployment } from '../../__testUtils__/insertFinishedDeployment';
import {
  digestOf,
  evaluationReport,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startPipelines } from '../../__testUtils__/startPipelines';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('evaluations on %s', id => {
  let knex: Knex;
  let pipelines: Awaited<ReturnType<typeof startPipelines>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    pipelines = await startPipelines(knex);
  });

  afterAll(async () => {
    await pipelines.backend.stop();
  });

  it('are one record, however often the same is reported', async () => {
    const before = await pipelines.counts();
    const body = evaluationReport({ run: { id: 'twice' } });
    const answers = await Promise.all([
      pipelines.report('evaluations', body),
      pipelines.report('evaluations', body),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(answers[0].body).toEqual(answers[1].body);
    expect(await pipelines.counts()).toMatchObject({
      evaluations: before.evaluations + 1,
      events: before.events + 1,
    });
    const again = await pipelines.report('evaluations', {
      ...body,
      run: { id: 'twice', attempt: 2 },
    });
    expect(again.status).toBe(201);
  });

  it('can not be changed afterwards', async () => {
    const body = evaluationReport({ run: { id: 'changed' } });
    expect(await pipelines.report('evaluations', body)).toMatchObject({
      status: 201,
    });
    const [metric] = body.metrics;
    expect(
      await pipelines.attempt('evaluations', {
        ...body,
        metrics: [{ ...metric, value: 0.95 }],
      }),
    ).toEqual([409, 'evaluation-conflict']);
  });

  it('belong to a version of the chatbot', async () => {
    expect(
      await pipelines.attempt(
        'evaluations',
        evaluationReport({ version: '9.9.9' }),
      ),
    ).toEqual([404, 'version-unknown']);
    expect(
      await pipelines.attempt(
        'evaluations',
        evaluationReport(),
        pipelines.foreign,
      ),
    ).toEqual([404, 'version-unknown']);
    expect(
      await pipelines.attempt(
        'evaluations',
        evaluationReport({ digest: digestOf('another bundle') }),
      ),
    ).toEqual([422, 'digest-mismatch']);
  });

  const hitRate = evaluationReport().metrics[0];
  const metric = (change: object) => ({ metrics: [{ ...hitRate, ...change }] });
  it.each([
    ['a ratio above 1', metric({ value: 1.01 })],
    ['a ratio below 0', metric({ value: -0.01 })],
    ['the same metric twice', { metrics: [hitRate, hitRate] }],
    [
      'a slice of a metric that is not there',
      {
        slices: [{ slice: 'a', metric: 'other', value: 1, sampleCount: 1 }],
      },
    ],
    [
      'a slice twice',
      {
        slices: [1, 2].map(sampleCount => ({
          slice: 'a',
          metric: hitRate.name,
          value: 1,
          sampleCount,
        })),
      },
    ],
    [
      'a slice outside the range',
      {
        slices: [
          { slice: 'a', metric: hitRate.name, value: 7, sampleCount: 1 },
        ],
      },
    ],
    [
      'a sample of a metric that is not there',
      { samples: [{ sampleId: 'a', scores: { other: 1 } }] },
    ],
    [
      'a sample twice',
      {
        samples: [
          { sampleId: 'a', scores: {} },
          { sampleId: 'a', scores: {} },
        ],
      },
    ],
    [
      'a sample outside the range',
      { samples: [{ sampleId: 'a', scores: { [hitRate.name]: -1 } }] },
    ],
    [
      'a reason of a score that is not there',
      {
        samples: [
          { sampleId: 'a', scores: {}, reasons: { [hitRate.name]: 'Why?' } },
        ],
      },
    ],
  ])('do not have %s', async (_, change) => {
    expect(
      await pipelines.attempt(
        'evaluations',
        evaluationReport({ run: { id: 'metrics' }, ...change }),
      ),
    ).toEqual([422, 'metric-invalid']);
  });

  it.each([
    ['none', ''],
    ['more than 2,000 characters', '🚀'.repeat(2001)],
    ['half of a surrogate pair', 'cut \ud83d'],
    ['no text', 7],
  ])('do not have a reason of %s', async (_, reason) => {
    const before = await pipelines.counts();
    const samples = [
      {
        sampleId: 'a',
        scores: { [hitRate.name]: 0 },
        reasons: { [hitRate.name]: reason },
      },
    ];
    const report = { ...evaluationReport({ run: { id: 'reasons' } }), samples };
    expect(await pipelines.attempt('evaluations', report)).toEqual([
      400,
      'input-invalid',
    ]);
    expect(await pipelines.counts()).toEqual(before);
  });

  it('are, without reasons, what they were before reports had any', async () => {
    const report = evaluationReport({ run: { id: 'before' } });
    const samples = report.samples?.map(({ reasons, ...sample }) => sample);
    const { status, body } = await pipelines.report('evaluations', {
      ...report,
      samples,
    });
    expect(status).toBe(201);
    const [row] = await knex('evaluations').where({ id: body.id });
    expect(row.content_digest).toBe(
      'fbc42106ae0bfdf608c0b5329b14bcd1e36c9772a482dd2eac5250e74d8cbbe4',
    );
    const rows = await knex('evaluation_samples')
      .where({ evaluation_id: body.id })
      .whereNotNull('reasons');
    expect(rows).toEqual([]);
  });

  it.each([
    ['"NaN"', 400, 'input-invalid'],
    ['null', 400, 'input-invalid'],
    ['NaN', 400, 'input-invalid'],
    ['1e999', 400, 'input-invalid'],
    ['-1e999', 400, 'input-invalid'],
  ])('do not have the value %s', async (value, status, reason) => {
    const text = JSON.stringify(
      evaluationReport({ run: { id: 'values' } }),
    ).replace('"value":0.9', `"value":${value}`);
    expect(text).toContain(`"value":${value}`);
    expect(await pipelines.attempt('evaluations', text)).toEqual([
      status,
      reason,
    ]);
  });

  it('end after they start, and not in the future', async () => {
    expect(
      await pipelines.attempt(
        'evaluations',
        evaluationReport({ startedAt: '2026-01-02T03:05:06Z' }),
      ),
    ).toEqual([400, 'input-invalid']);
    expect(
      await pipelines.attempt(
        'evaluations',
        evaluationReport({
          finishedAt: new Date(Date.now() + 3_600_000).toISOString(),
        }),
      ),
    ).toEqual([400, 'input-invalid']);
  });

  it('are of a deployment that exists, is the own one, runs the version and still runs', async () => {
    const [mine] = await knex('model_versions')
      .where({ chatbot: 'support-bot', version: '1.0.0-aaaa-1' })
      .limit(1);
    const deployments = {
      own: '11111111-1111-4111-8111-111111111111',
      foreign: '22222222-2222-4222-8222-222222222222',
      unknown: '33333333-3333-4333-8333-333333333333',
    };
    await insertFinishedDeployment(knex, {
      id: deployments.own,
      version: mine,
      stage: 'staging',
    });
    await insertFinishedDeployment(knex, {
      id: deployments.foreign,
      version: mine,
      stage: 'staging',
      chatbot: 'other-bot',
    });
    await pipelines.report('versions', versionReport({ version: '1.1.0' }));
    const tested = (deploymentId: string, version = mine.version) =>
      evaluationReport({ version, deploymentId, run: { id: 'smoke' } });

    const { status, body } = await pipelines.report(
      'evaluations',
      tested(deployments.own),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      deploymentId: deployments.own,
      stage: 'staging',
    });
    expect(
      await pipelines.attempt('evaluations', tested(deployments.unknown)),
    ).toEqual([404, 'deployment-unknown']);
    expect(
      await pipelines.attempt('evaluations', tested(deployments.foreign)),
    ).toEqual([403, 'token-foreign']);
    expect(
      await pipelines.attempt('evaluations', tested(deployments.own, '1.1.0')),
    ).toEqual([422, 'digest-mismatch']);
    await knex('deployments')
      .where({ id: deployments.own })
      .update({ ended_at: new Date().toISOString() });
    const late = { ...tested(deployments.own), run: { id: 'again' } };
    expect(await pipelines.attempt('evaluations', late)).toEqual([
      409,
      'deployment-closed',
    ]);
    // What was reported in time stays what it was.
    const repeated = tested(deployments.own);
    expect((await pipelines.report('evaluations', repeated)).status).toBe(200);
  });

  it('keep every sample of the largest report', async () => {
    const samples = Array.from({ length: 2000 }, (_, index) => ({
      sampleId: `q${index}`,
      scores: { [hitRate.name]: index / 2000 },
      passed: index % 2 === 0,
    }));
    const { status, body } = await pipelines.report(
      'evaluations',
      evaluationReport({ run: { id: 'large' }, samples }),
    );
    expect(status).toBe(201);
    const rows = await knex('evaluation_samples')
      .where({ evaluation_id: body.id })
      .orderBy('position');
    expect(rows).toHaveLength(2000);
    expect(rows.slice(0, 1000).every(({ passed }) => !passed)).toBe(true);
  });
});
