import { Knex } from 'knex';
import request from 'supertest';
import { as, registerWithToken, versionReport } from './registryFixtures';
import { recordedEvents } from './recordedEvents';
import { startChatbots } from './startChatbots';

/** What a pipeline may report. */
export type ReportKind = 'versions' | 'evaluations';

/** A portal with two chatbots, each with a pipeline token; the first one has a version. */
export async function startPipelines(knex: Knex) {
  const { server, backend } = await startChatbots({ knex });
  const token = await registerWithToken(server);
  const foreign = await registerWithToken(server, { name: 'other-bot' });

  /** Reports as a pipeline; a text is sent as it stands. */
  async function report(
    kind: ReportKind,
    body: object | string,
    credential = token,
  ) {
    const answer = await request(server)
      .post(`/api/chatbots/pipeline/v1/${kind}`)
      .set('Authorization', `Bearer ${credential}`)
      .set('Content-Type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
    return {
      status: answer.status,
      reason: answer.body.error?.reason,
      body: answer.body,
    };
  }

  /** How much is recorded. */
  const counts = async () => ({
    versions: (await knex('model_versions')).length,
    evaluations: (await knex('evaluations')).length,
    events: (await recordedEvents(knex)).length,
  });

  /** Status and reason of a report that is to be refused; says so if it left something behind. */
  async function attempt(
    kind: ReportKind,
    body: object | string,
    credential?: string,
  ) {
    const before = JSON.stringify(await counts());
    const { status, reason } = await report(kind, body, credential);
    const after = JSON.stringify(await counts());
    return after === before ? [status, reason] : [status, reason, 'recorded'];
  }

  /** Issues a pipeline token of the first chatbot. */
  async function issue(purpose: string) {
    const { body } = await request(server)
      .post('/api/chatbots/v1/chatbots/support-bot/tokens')
      .set('Authorization', as('engineer'))
      .send({ purpose })
      .expect(201);
    return body;
  }

  await report('versions', versionReport());
  return { server, backend, token, foreign, report, counts, attempt, issue };
}
