import { Knex } from 'knex';
import request from 'supertest';
import { evaluationReport } from './registryFixtures';
import { startPipelines } from './startPipelines';

const { samples, slices, ...rest } = evaluationReport();

/** Two parts of the usual report: a third of the samples with all slices, then the other samples. */
export const PARTS = [
  { samples: samples!.slice(0, 1), slices },
  { samples: samples!.slice(1) },
];

/** The usual report without samples and slices, of a run of its own. */
export function openingReport(run: string, parts: number) {
  return { ...rest, run: { id: run }, parts };
}

/** What reports evaluations in parts, as the pipeline of the first chatbot. */
export async function startParts(knex: Knex) {
  const pipelines = await startPipelines(knex);

  async function send(
    method: 'put' | 'post',
    path: string,
    body?: object,
    credential = pipelines.token,
  ) {
    const answer = await request(pipelines.server)
      [method](`/api/chatbots/pipeline/v1/evaluations${path}`)
      .set('Authorization', `Bearer ${credential}`)
      .send(body);
    const { reason, message } = answer.body.error ?? {};
    return { status: answer.status, reason, message, body: answer.body };
  }
  const refusal = async (answer: ReturnType<typeof send>) => {
    const { status, reason } = await answer;
    return [status, reason];
  };
  const put = (evaluation: string, part: number, content: object) =>
    send('put', `/${evaluation}/parts/${part}`, content);
  const complete = (evaluation: string) =>
    send('post', `/${evaluation}/complete`);

  /** Opens an evaluation and returns its id. */
  async function open(run: string, parts = PARTS.length): Promise<string> {
    const { status, body } = await send('post', '', openingReport(run, parts));
    expect(status).toBe(202);
    return body.id;
  }
  /** Opens one and sends its parts, all but those left out. */
  async function sendAll(run: string, without: number[] = []) {
    const evaluation = await open(run);
    for (const [index, part] of PARTS.entries()) {
      if (!without.includes(index + 1)) {
        expect((await put(evaluation, index + 1, part)).status).toBe(200);
      }
    }
    return evaluation;
  }
  return { pipelines, send, refusal, put, complete, open, sendAll };
}
