import { mockCredentials } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ModelVersionBundle,
  modelVersionDigest,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { createHash } from 'node:crypto';
import request from 'supertest';

/** A portal in this process, or the address of one in another. */
export type Portal = ExtendedHttpServer | string;

/** Header of a person by the name of their User entity. */
export function as(name: string): string {
  return mockCredentials.user.header(`user:default/${name}`);
}

/** SHA-256 of a text in hexadecimal. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A registration that the engineer may make. */
export function registration(
  overrides: Partial<Api.ChatbotRegistration> = {},
): Api.ChatbotRegistration {
  const { name = 'support-bot' } = overrides;
  return {
    name,
    title: 'Support bot',
    purpose: 'Answers questions on refunds',
    owner: 'group:default/chatbot-team',
    riskClass: 'limited',
    repository: {
      host: '127.0.0.1:7008',
      id: `repository-of-${name}`,
      ownerId: '7',
      url: `http://127.0.0.1:7008/chatbot-team/${name}`,
    },
    ...overrides,
  };
}

/** The text of the prompt in {@link bundle}. */
export const PROMPT = 'Answer from passages.';

/** A bundle of the repository that {@link registration} binds. */
export function bundle(
  overrides: Partial<ModelVersionBundle> = {},
): ModelVersionBundle {
  return {
    source: {
      repositoryId: 'repository-of-support-bot',
      commit: digestOf('first commit').slice(0, 40),
    },
    baseModel: { provider: 'local', name: 'extractive', revision: '1' },
    parameters: { temperature: 0.2 },
    prompts: [{ name: 'system.md', digest: digestOf(PROMPT) }],
    datasets: [
      { name: 'knowledge', revision: '3', digest: digestOf('knowledge') },
    ],
    hyperparameters: { chunkSize: 512 },
    artifacts: [
      {
        name: 'bot.tgz',
        mediaType: 'application/gzip',
        digest: digestOf('archive'),
        size: 1234,
      },
    ],
    ...overrides,
  };
}

/** A report of a model version. */
export function versionReport(
  overrides: Partial<Api.ModelVersionReport> = {},
): Api.ModelVersionReport {
  const reported = (overrides.bundle ?? bundle()) as ModelVersionBundle;
  const person = { name: 'Engineer', email: 'engineer@example.com' };
  return {
    version: '1.0.0-aaaa-1',
    digest: modelVersionDigest(reported, bytes =>
      createHash('sha256').update(bytes).digest(),
    ),
    bundle: reported,
    run: { id: '1', attempt: 1, workflow: 'ci', ref: 'refs/heads/main' },
    commits: [
      {
        sha: reported.source.commit,
        parents: [],
        author: person,
        committer: person,
        summary: 'Answer from passages',
      },
    ],
    ...overrides,
  };
}

/** A report of an evaluation of {@link versionReport}. */
export function evaluationReport(
  overrides: Partial<Api.EvaluationReport> = {},
): Api.EvaluationReport {
  return {
    version: '1.0.0-aaaa-1',
    suite: 'golden',
    dataset: { name: 'golden', revision: '14', digest: digestOf('golden 14') },
    judge: {
      name: 'exact-match',
      kind: 'deterministic',
      digest: digestOf('exact-match'),
    },
    metrics: [
      {
        name: 'retrieval_hit_rate',
        value: 0.9,
        direction: 'higher-is-better',
        unit: 'ratio',
        sampleCount: 3,
      },
    ],
    slices: [
      {
        slice: 'refunds',
        metric: 'retrieval_hit_rate',
        value: 0.8,
        sampleCount: 2,
      },
    ],
    samples: [
      {
        sampleId: 'q1',
        slice: 'refunds',
        scores: { retrieval_hit_rate: 1 },
        passed: true,
        input: 'How long do refunds take?',
      },
      { sampleId: 'q2', scores: { retrieval_hit_rate: 0.8 } },
      {
        sampleId: 'q3',
        slice: 'refunds',
        scores: { retrieval_hit_rate: 0.1 },
        reasons: { retrieval_hit_rate: 'Found what shipping costs instead' },
        passed: false,
      },
    ],
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:05:05.000Z',
    run: { id: '1', attempt: 1 },
    ...overrides,
  };
}

/** Accepts what is proposed of a chatbot, as a registry reviewer. */
export async function acceptFacts(
  server: Portal,
  chatbot = 'support-bot',
  by = 'reviewer-one',
): Promise<void> {
  const { body } = await request(server)
    .get(`/api/chatbots/v1/facts-proposals?view=decide&chatbot=${chatbot}`)
    .set('Authorization', as(by))
    .expect(200);
  const [{ id, digest }] = body.items;
  await request(server)
    .post(`/api/chatbots/v1/facts-proposals/${id}/decision`)
    .set('Authorization', as(by))
    .send({ decision: 'accept', digest })
    .expect(200);
}

/** Registers a chatbot as the engineer, has its facts accepted and issues a pipeline token. */
export async function registerWithToken(
  server: Portal,
  overrides: Partial<Api.ChatbotRegistration> = {},
): Promise<string> {
  const facts = registration(overrides);
  await request(server)
    .post('/api/chatbots/v1/chatbots')
    .set('Authorization', as('engineer'))
    .send(facts)
    .expect(201);
  await acceptFacts(server, facts.name);
  const { body } = await request(server)
    .post(`/api/chatbots/v1/chatbots/${facts.name}/tokens`)
    .set('Authorization', as('engineer'))
    .send({ purpose: 'ci' })
    .expect(201);
  return body.token;
}
