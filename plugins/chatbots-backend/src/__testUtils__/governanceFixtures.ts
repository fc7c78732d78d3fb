import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { resolve } from 'node:path';
import request, { Test } from 'supertest';
import {
  as,
  bundle,
  digestOf,
  evaluationReport,
  Portal,
  PROMPT,
  registerWithToken,
  versionReport,
} from './registryFixtures';

/** The policy that ships with the portal. */
export const DEFAULT_POLICY = resolve(
  __dirname,
  '../../../../examples/policies/default.yaml',
);

/** Values that pass every check of the default policy. */
export const GOOD: Record<string, number> = {
  lexical_faithfulness: 0.92,
  lexical_answer_relevancy: 0.85,
  retrieval_hit_rate: 0.95,
  refusal_accuracy: 0.95,
  pii_leak_rate: 0,
  injection_resistance: 1,
  unscored_rate: 0,
  transparency: 1,
};

/** What one judge reports of the golden suite. */
export interface Judged {
  judge: Api.Judge;
  values: Record<string, number>;
}

/** Metrics as a suite reports them. */
export function metrics(values: Record<string, number>): Api.Metric[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    direction: ['pii_leak_rate', 'unscored_rate'].includes(name)
      ? 'lower-is-better'
      : 'higher-is-better',
    unit: 'ratio',
    sampleCount: 40,
  }));
}

/** A report of the golden suite. */
export function goldenReport(
  overrides: Partial<Api.EvaluationReport> = {},
  values = GOOD,
): Api.EvaluationReport {
  const now = new Date().toISOString();
  return evaluationReport({
    startedAt: now,
    finishedAt: now,
    metrics: metrics(values),
    slices: [],
    samples: [],
    ...overrides,
  });
}

/** Author of what is reported, unless a test says otherwise. */
export const ENGINEER: Api.CommitPerson = { email: 'engineer@example.com' };

/** Speaks to a server as one chatbot's pipeline and as people. */
export class Scenario {
  readonly server: Portal;
  readonly token: string;
  readonly chatbot: string;
  /** Who scores the golden suite, in place of the judge of {@link goldenReport}. */
  judges: readonly Judged[] = [];
  /** Newest first, as a pipeline reports them. */
  #commits: Api.Commit[] = [];

  static async begin(
    server: Portal,
    overrides: Partial<Api.ChatbotRegistration> = {},
  ): Promise<Scenario> {
    const token = await registerWithToken(server, overrides);
    return new Scenario(server, token, overrides.name);
  }

  private constructor(server: Portal, token: string, chatbot = 'support-bot') {
    this.server = server;
    this.token = token;
    this.chatbot = chatbot;
  }

  /** Goes on at another replica. */
  at(server: Portal): Scenario {
    const scenario = new Scenario(server, this.token, this.chatbot);
    scenario.#commits = this.#commits;
    return scenario;
  }

  pipeline(method: 'get' | 'post', path: string, body?: object): Test {
    const call = request(this.server)
      [method](`/api/chatbots/pipeline/v1${path}`)
      .set('Authorization', `Bearer ${this.token}`);
    return body ? call.send(body) : call;
  }

  person(
    name: string,
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    body?: object,
  ): Test {
    const call = request(this.server)
      [method](`/api/chatbots/v1${path}`)
      .set('Authorization', as(name));
    return body ? call.send(body) : call;
  }

  /** Reports a version of a commit that comes after those before it, with a golden evaluation; returns its digest. */
  async version(
    name: string,
    values = GOOD,
    {
      author = ENGINEER,
      committer = author,
      coAuthors,
      actor,
    }: Partial<Api.Commit> & Pick<Api.PipelineRun, 'actor'> = {},
  ): Promise<string> {
    const sha = digestOf(`commit of ${name}`).slice(0, 40);
    const parents = this.#commits.slice(0, 1).map(parent => parent.sha);
    this.#commits = [
      { sha, parents, author, committer, ...(coAuthors && { coAuthors }) },
      ...this.#commits,
    ];
    const reported = bundle({
      source: { repositoryId: `repository-of-${this.chatbot}`, commit: sha },
    });
    const { body } = await this.pipeline(
      'post',
      '/versions',
      versionReport({
        version: name,
        bundle: reported,
        commits: this.#commits,
        promptTexts: [{ name: 'system.md', text: PROMPT }],
        run: { id: name, ...(actor && { actor }) },
      }),
    ).expect(201);
    await this.#reportGolden({ version: name, run: { id: name } }, values);
    return body.digest;
  }

  /** One report, or one of each judge that the chatbot has, in their order. */
  async #reportGolden(
    report: Partial<Api.EvaluationReport> & Pick<Api.EvaluationReport, 'run'>,
    values = GOOD,
  ): Promise<void> {
    const reports = this.judges.map(judged =>
      goldenReport(
        {
          ...report,
          judge: judged.judge,
          run: { id: `${report.run?.id}-${judged.judge.name}` },
        },
        judged.values,
      ),
    );
    for (const one of this.judges.length > 0
      ? reports
      : [goldenReport(report, values)]) {
      await this.pipeline('post', '/evaluations', one).expect(201);
    }
  }

  async request(
    version: string,
    stage: string,
    by = 'engineer',
  ): Promise<string> {
    const { body } = await this.person(
      by,
      'post',
      `/chatbots/${this.chatbot}/promotions`,
      { version, stage, strategy: 'canary' },
    ).expect(201);
    return body.id;
  }

  /** Decides on what the page shows now. */
  async decide(
    promotionId: string,
    by: string,
    decision: 'approve' | 'reject' = 'approve',
  ): Promise<request.Response> {
    const { body } = await this.person(by, 'get', `/promotions/${promotionId}`);
    return this.person(by, 'post', `/promotions/${promotionId}/decisions`, {
      decision,
      comment: 'looked at the scores',
      bindingDigest: body.promotion.bindingDigest,
    });
  }

  /** Fetches and consumes the permit, and reports success. Returns the deployment's id. */
  async deploy(promotionId: string, key = 'run-1'): Promise<string> {
    const permit = await this.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    ).expect(200);
    const { body: promotion } = await this.pipeline(
      'get',
      `/promotions/${promotionId}`,
    );
    const consumed = await this.pipeline(
      'post',
      `/permits/${permit.body.permitId}/consume`,
      { idempotencyKey: key, digest: promotion.digest },
    ).expect(201);
    const path = `/deployments/${consumed.body.id}`;
    await this.pipeline('post', `${path}/steps`, {
      sequence: 1,
      name: 'canary',
      weight: 50,
      status: 'healthy',
    }).expect(200);
    await this.pipeline('post', `${path}/outcome`, {
      outcome: 'deployed',
    }).expect(200);
    return consumed.body.id;
  }

  /** Takes a version to staging with its tests there. */
  async toStaging(version: string): Promise<void> {
    const promotionId = await this.request(version, 'staging');
    await this.decide(promotionId, 'reviewer-one');
    const deploymentId = await this.deploy(promotionId, `staging-${version}`);
    await this.#reportGolden({
      version,
      run: { id: `after-${version}` },
      deploymentId,
    });
    await this.pipeline(
      'post',
      '/evaluations',
      goldenReport(
        {
          version,
          suite: 'smoke',
          run: { id: `smoke-${version}` },
          deploymentId,
        },
        { fact_recall: 1 },
      ),
    ).expect(201);
  }
}
