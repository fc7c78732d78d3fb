import { mockServices } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import {
  openingReport,
  PARTS,
  startParts,
} from '../../__testUtils__/startParts';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { UnitOfWork } from '../../database/UnitOfWork';
import { PipelineContext } from '../../registry';
import { EvaluationParts } from '../../registry/evaluations/EvaluationParts';

const databases = createTestDatabases();
const HOUR = 60 * 60_000;

describe.each(databases.eachSupportedId())('open evaluation on %s', id => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startParts>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    portal = await startParts(knex);
  });

  afterAll(async () => {
    await portal.pipelines.backend.stop();
  });

  it('is of the chatbot that opened it, to every other there is none', async () => {
    const evaluation = await portal.sendAll('mine');
    const { foreign } = portal.pipelines;
    for (const answer of [
      portal.send('put', `/${evaluation}/parts/1`, PARTS[0], foreign),
      portal.send('post', `/${evaluation}/complete`, undefined, foreign),
    ]) {
      expect(await portal.refusal(answer)).toEqual([
        404,
        'evaluation-not-open',
      ]);
    }
  });

  it('records nothing of parts that whoever can write the database changed', async () => {
    const part = await portal.sendAll('a part');
    const [{ content }] = await knex('evaluation_parts').where({
      evaluation_id: part,
      part: 2,
    });
    await knex('evaluation_parts')
      .where({ evaluation_id: part, part: 2 })
      .update({ content: content!.replace('0.1', '0.9') });
    const facts = await portal.sendAll('the facts');
    const [{ report }] = await knex('open_evaluations').where({ id: facts });
    await knex('open_evaluations')
      .where({ id: facts })
      .update({ report: report.replace('"value":0.9', '"value":1') });
    const before = await portal.pipelines.counts();
    for (const evaluation of [part, facts]) {
      expect(await portal.refusal(portal.complete(evaluation))).toEqual([
        409,
        'parts-changed',
      ]);
    }
    expect(await portal.pipelines.counts()).toEqual(before);
    await knex('evaluation_parts').delete();
    await knex('open_evaluations').delete();
  });

  /** The service on the same database, an amount of time ahead, as another run of the chatbot's pipeline or none. */
  function later(milliseconds: number, origin: Api.Origin = { kind: 'token' }) {
    const clock = { now: () => new Date(Date.now() + milliseconds) };
    const keys = testEventKeys();
    const parts = new EvaluationParts({
      unitOfWork: UnitOfWork.create({
        knex,
        clock,
        audit: new DatabaseAuditAppender({ keys }),
      }),
      clock,
      eventKeys: keys,
      listener: { onEvidenceReported: async () => {} },
      logger: mockServices.logger.mock(),
    });
    const context: PipelineContext = {
      actor: { kind: 'pipeline', chatbot: 'support-bot', tokenId: 't', origin },
    };
    return { parts, context };
  }

  it('ends after an hour: it takes no part, is removed, and can be opened again', async () => {
    const evaluation = await portal.sendAll('ends', [2]);
    const complete1 = await portal.sendAll('kept');
    await portal.complete(complete1);
    const soon = later(HOUR - 60_000);
    await soon.parts.endOpen();
    const place = { id: evaluation, part: 2 };
    const notOpen = { reason: 'evaluation-not-open' };
    const after = later(HOUR + 1000);
    await expect(
      after.parts.put(place, PARTS[1], after.context),
    ).rejects.toMatchObject(notOpen);
    expect((await portal.put(evaluation, 2, PARTS[1])).status).toBe(200);
    await expect(
      after.parts.complete(evaluation, after.context),
    ).rejects.toMatchObject(notOpen);
    await after.parts.endOpen();
    expect(await knex('open_evaluations').where({ id: evaluation })).toEqual(
      [],
    );
    expect(
      await knex('evaluation_parts').where({ evaluation_id: evaluation }),
    ).toEqual([]);
    expect(await portal.refusal(portal.complete(evaluation))).toEqual([
      404,
      'evaluation-not-open',
    ]);
    // What was recorded stays, and is still the answer.
    expect((await portal.complete(complete1)).status).toBe(200);
    expect(await portal.open('ends')).not.toBe(evaluation);
  });

  it('has one origin: another run can neither add a part nor complete it', async () => {
    const evaluation = await portal.sendAll('origin');
    const other = later(0, { kind: 'oidc', issuer: 'ci', runId: 'other' });
    const foreign = { reason: 'token-foreign' };
    await expect(
      other.parts.put({ id: evaluation, part: 1 }, PARTS[0], other.context),
    ).rejects.toMatchObject(foreign);
    await expect(
      other.parts.complete(evaluation, other.context),
    ).rejects.toMatchObject(foreign);
  });

  it('is refused while ten of its chatbot wait for parts', async () => {
    await knex('evaluation_parts').delete();
    await knex('open_evaluations').delete();
    for (let n = 0; n < 10; n += 1) {
      await portal.open(`waits ${n}`);
    }
    expect(
      await portal.refusal(
        portal.send('post', '', openingReport('eleventh', 1)),
      ),
    ).toEqual([409, 'too-many-open-evaluations']);
  });
});
