import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ModelVersionBundle,
  modelVersionDigest,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';

/** What a person of the example organisation sends to be known. */
export const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

/** Waits for what happens by itself, and fails when it does not. */
export async function until(what: string, holds: () => Promise<boolean>) {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`Not within 30 seconds: ${what}`);
    }
    await sleep(200);
  }
}

/** The registry with a real catalog and real notifications around it. */
export class Portal {
  readonly #server: TestBackend['server'];

  constructor(server: TestBackend['server']) {
    this.#server = server;
  }

  get(path: string, by: string) {
    return request(this.#server).get(path).set('Authorization', as(by));
  }

  post(path: string, authorization: string, body: object) {
    return request(this.#server)
      .post(path)
      .set('Authorization', authorization)
      .send(body);
  }

  /** Registers a chatbot of the example team with one version. */
  async register(name: string, author = 'engineer'): Promise<void> {
    const v1 = '/api/chatbots/v1/chatbots';
    const registration: Api.ChatbotRegistration = {
      name,
      title: name,
      owner: 'group:default/chatbot-team',
      riskClass: 'limited',
      repository: { host: 'git', id: name, url: `http://git/${name}` },
    };
    await this.post(v1, as('engineer'), registration).expect(201);
    const { body } = await this.post(`${v1}/${name}/tokens`, as('engineer'), {
      purpose: 'ci',
    }).expect(201);
    const commit = createHash('sha1').update(name).digest('hex');
    const bundle: ModelVersionBundle = {
      source: { repositoryId: name, commit },
      baseModel: { provider: 'local', name: 'extractive', revision: '1' },
      parameters: {},
      prompts: [],
      datasets: [],
      hyperparameters: {},
      artifacts: [
        {
          name: 'bot.tgz',
          mediaType: 'application/gzip',
          digest: createHash('sha256').update(name).digest('hex'),
          size: 1,
        },
      ],
    };
    const person = { email: `${author}@chatbot-portal.example` };
    await this.post(
      '/api/chatbots/pipeline/v1/versions',
      `Bearer ${body.token}`,
      {
        version: '1.0.0',
        digest: modelVersionDigest(bundle, bytes =>
          createHash('sha256').update(bytes).digest(),
        ),
        bundle,
        run: { id: '1' },
        commits: [{ sha: commit, author: person, committer: person }],
      },
    ).expect(201);
  }

  async requestPromotion(name: string, by = 'engineer'): Promise<string> {
    const { body } = await this.post(
      `/api/chatbots/v1/chatbots/${name}/promotions`,
      as(by),
      { version: '1.0.0', stage: 'staging' },
    ).expect(201);
    return body.id;
  }

  async isInCatalog(id: string): Promise<boolean> {
    const { body } = await this.get(
      '/api/catalog/entities?filter=kind=PromotionApproval',
      'lead',
    );
    return JSON.stringify(body).includes(id);
  }

  async isNotified(id: string): Promise<boolean> {
    const { body } = await this.get('/api/notifications', 'reviewer-one');
    return JSON.stringify(body).includes(`/chatbots/promotions/${id}`);
  }

  /** Whether the evidence of everything so far names it. */
  async isExported(id: string): Promise<boolean> {
    const { body } = await this.post(
      '/api/chatbots/v1/audit/exports',
      as('auditor'),
      {},
    ).expect(201);
    const file = await this.get(`/api/chatbots${body.ndjson}`, 'auditor')
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', part => {
          text += part;
        });
        response.on('end', () => done(null, text));
      });
    return file.body.includes(id);
  }
}
