import { Knex } from 'knex';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { recordedEvents } from '../../__testUtils__/recordedEvents';
import { as, evaluationReport } from '../../__testUtils__/registryFixtures';
import {
  openingReport,
  PARTS,
  startParts,
} from '../../__testUtils__/startParts';
import { evaluationDigest } from '../../audit/fsck/records/evaluationContent';
import { listMetrics, listSlices } from '../../database/evaluationMetrics';
import { listSamplesOf } from '../../database/evaluationSamples';

const databases = createTestDatabases();
const { samples, metrics: given } = evaluationReport();
const [metric] = given;

describe.each(databases.eachSupportedId())('in parts on %s', id => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startParts>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    portal = await startParts(knex);
  });

  afterAll(async () => {
    await portal.pipelines.backend.stop();
  });

  async function digestOf(evaluation: string) {
    const [row] = await knex('evaluations').where({ id: evaluation });
    return evaluationDigest({
      row,
      metrics: await listMetrics(knex, [evaluation]),
      slices: await listSlices(knex, [evaluation]),
      samples: await listSamplesOf(knex, [evaluation]),
    });
  }

  it('is the evaluation that the same report is as a whole, with one event and the same digest', async () => {
    const whole = await portal.pipelines.report(
      'evaluations',
      evaluationReport({ run: { id: 'as a whole' } }),
    );
    const before = await portal.pipelines.counts();
    const evaluation = await portal.sendAll('in parts');
    const { status, body } = await portal.complete(evaluation);
    expect(status).toBe(201);
    expect({ ...body, run: 0, origin: 0, reportedAt: 0 }).toEqual({
      ...{ ...whole.body, run: 0, origin: 0, reportedAt: 0 },
      id: evaluation,
    });
    expect(await portal.pipelines.counts()).toEqual({
      ...before,
      evaluations: before.evaluations + 1,
      events: before.events + 1,
    });
    const rows = await knex('evaluations')
      .whereIn('id', [evaluation, whole.body.id])
      .select('content_digest', 'sample_count');
    expect(rows[0]).toEqual(rows[1]);
    expect(await digestOf(evaluation)).toBe(rows[0].content_digest);
    const [last] = (await recordedEvents(knex)).slice(-1);
    expect(last).toMatchObject({
      type: 'evaluation.reported',
      subject_id: evaluation,
    });
    const list = (one: string) =>
      knex('evaluation_samples')
        .where({ evaluation_id: one })
        .orderBy('position')
        .select('sample_id', 'position', 'scores', 'reasons');
    expect(await list(evaluation)).toEqual(await list(whole.body.id));
  });

  it('is seen nowhere before it is complete', async () => {
    const seen = async () => {
      const get = async (path: string) =>
        (
          await request(portal.pipelines.server)
            .get(`/api/chatbots/v1/chatbots/support-bot${path}`)
            .set('Authorization', as('engineer'))
            .expect(200)
        ).body;
      return [
        await get('/evaluations'),
        await get('/trends'),
        await get('/versions/1.0.0-aaaa-1'),
        await portal.pipelines.counts(),
      ];
    };
    const before = await seen();
    const evaluation = await portal.sendAll('unseen');
    expect(await seen()).toEqual(before);
    await request(portal.pipelines.server)
      .get(`/api/chatbots/v1/evaluations/${evaluation}`)
      .set('Authorization', as('engineer'))
      .expect(404);
    await portal.complete(evaluation);
    expect(await seen()).not.toEqual(before);
  });

  it('takes each part once: the same again is answered alike, another is refused', async () => {
    const first = await portal.sendAll('again', [2]);
    expect(await portal.open('again')).toBe(first);
    const [one, two] = await Promise.all([
      portal.put(first, 2, PARTS[1]),
      portal.put(first, 2, PARTS[1]),
    ]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.body).toEqual(two.body);
    expect(one.body.received.map(({ part }: { part: number }) => part)).toEqual(
      [1, 2],
    );
    expect(await portal.refusal(portal.put(first, 2, PARTS[0]))).toEqual([
      409,
      'part-conflict',
    ]);
  });

  it('is one record, however often it is completed or sent again', async () => {
    const evaluation = await portal.sendAll('twice');
    const answers = await Promise.all([
      portal.complete(evaluation),
      portal.complete(evaluation),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(answers[0].body).toEqual(answers[1].body);
    const before = await portal.pipelines.counts();
    expect(await portal.sendAll('twice')).toBe(evaluation);
    expect(await portal.complete(evaluation)).toMatchObject({
      status: 200,
      body: answers[0].body,
    });
    expect(await portal.refusal(portal.put(evaluation, 1, PARTS[1]))).toEqual([
      409,
      'part-conflict',
    ]);
    expect(await portal.pipelines.counts()).toEqual(before);
    const kept = await knex('evaluation_parts')
      .where({ evaluation_id: evaluation })
      .whereNotNull('content');
    expect(kept).toEqual([]);
  });

  it('is the same record as one that came whole meanwhile, and a conflict with other results', async () => {
    const evaluation = await portal.sendAll('meanwhile');
    const whole = evaluationReport({ run: { id: 'meanwhile' } });
    const { body } = await portal.pipelines.report('evaluations', whole);
    for (let time = 0; time < 2; time += 1) {
      const answer = await portal.complete(evaluation);
      expect([answer.status, answer.body.id]).toEqual([200, body.id]);
    }
    const other = await portal.open('other', 1);
    await portal.pipelines.report(
      'evaluations',
      evaluationReport({ run: { id: 'other' } }),
    );
    await portal.put(other, 1, PARTS[0]);
    expect(await portal.refusal(portal.complete(other))).toEqual([
      409,
      'evaluation-conflict',
    ]);
  });

  it('waits for every part, and says which', async () => {
    const evaluation = await portal.sendAll('missing', [2]);
    const answer = await portal.complete(evaluation);
    expect([answer.status, answer.reason]).toEqual([409, 'parts-missing']);
    expect(answer.message).toContain('waits for part 2');
    await portal.put(evaluation, 2, PARTS[1]);
    expect((await portal.complete(evaluation)).status).toBe(201);
  });

  it('takes 20,000 samples and 10,000 slices, and not one more', async () => {
    const metrics = Array.from({ length: 10 }, (_, i) => ({
      ...metric,
      name: `metric ${i}`,
    }));
    const opened = await portal.send('post', '', {
      ...openingReport('large', 11),
      metrics,
    });
    const evaluation = opened.body.id;
    const sample = (n: number) => ({
      sampleId: `q${n}`,
      scores: { 'metric 0': n % 2 },
      passed: n % 2 === 1,
    });
    const slice = (name: string, n: number) => ({
      slice: `topic ${n}`,
      metric: name,
      value: 1,
      sampleCount: 2,
    });
    const many = <T>(length: number, make: (n: number) => T) =>
      Array.from({ length }, (_, n) => make(n));
    for (const [i, { name }] of metrics.entries()) {
      const content = {
        samples: many(2000, n => sample(i * 2000 + n)),
        slices: many(1000, n => slice(name, n)),
      };
      expect((await portal.put(evaluation, i + 1, content)).status).toBe(200);
    }
    for (const content of [
      { samples: [sample(20_000)] },
      { slices: [slice('metric 0', 1000)] },
    ]) {
      expect(await portal.refusal(portal.put(evaluation, 11, content))).toEqual(
        [413, 'evaluation-too-large'],
      );
    }
    expect((await portal.put(evaluation, 11, {})).status).toBe(200);
    const { status, body } = await portal.complete(evaluation);
    expect([status, body.sampleCount, body.slices.length]).toEqual([
      201, 20_000, 10_000,
    ]);
    const [{ content_digest: digest }] = await knex('evaluations').where({
      id: evaluation,
    });
    expect(await digestOf(evaluation)).toBe(digest);
  });

  it('is refused for what no part may be', async () => {
    expect(
      await portal.refusal(
        portal.send('post', '', { ...openingReport('x', 2), samples }),
      ),
    ).toEqual([400, 'input-invalid']);
    expect(
      await portal.refusal(portal.send('post', '', openingReport('x', 101))),
    ).toEqual([400, 'input-invalid']);
    const evaluation = await portal.open('refused');
    for (const part of [0, 3, 101]) {
      expect(
        await portal.refusal(portal.put(evaluation, part, PARTS[0])),
      ).toEqual([400, 'input-invalid']);
    }
    const named = await portal.put(evaluation, 1, {
      samples: [{ sampleId: 'a*', scores: {} }],
    });
    expect(named).toMatchObject({
      status: 400,
      reason: 'name-invalid',
      message: "/body/samples/0/sampleId has '*' (U+002A) at character 2",
    });
    const unknown = { samples: [{ sampleId: 'a', scores: { other: 1 } }] };
    expect(await portal.refusal(portal.put(evaluation, 1, unknown))).toEqual([
      422,
      'metric-invalid',
    ]);
    for (const part of [1, 2]) {
      const twice = { samples: [{ sampleId: 'a', scores: {} }] };
      expect((await portal.put(evaluation, part, twice)).status).toBe(200);
    }
    expect(await portal.refusal(portal.complete(evaluation))).toEqual([
      422,
      'metric-invalid',
    ]);
    const facts = {
      ...openingReport('refused', 2),
      metrics: [{ ...metric, value: 0 }],
    };
    expect(await portal.refusal(portal.send('post', '', facts))).toEqual([
      409,
      'evaluation-conflict',
    ]);
  });
});
