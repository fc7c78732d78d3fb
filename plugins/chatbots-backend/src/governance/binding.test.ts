import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { systemClock } from '../database/Clock';
import { UnitOfWork } from '../database/UnitOfWork';
import { createTestDatabases } from '../__testUtils__/databases';
import { testEventKeys, testEvidence } from '../__testUtils__/eventKeys';
import {
  DEFAULT_POLICY,
  GOOD,
  goldenReport,
  Scenario,
} from '../__testUtils__/governanceFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';
import { sweepPromotions } from './promotions/sweepPromotions';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'what approvals rest on, on %s',
  id => {
    async function begin(policy = DEFAULT_POLICY) {
      const knex = await databases.init(id);
      const { server, backend } = await startChatbots({
        knex,
        config: { chatbots: { policy: { file: policy } } },
      });
      return { knex, backend, server, scenario: await Scenario.begin(server) };
    }

    async function promotion(scenario: Scenario, promotionId: string) {
      const path = `/promotions/${promotionId}`;
      return (await scenario.person('lead', 'get', path)).body.promotion;
    }

    it('shows what was decided on for ever, and what was measured later apart from it', async () => {
      const { scenario, backend, knex } = await begin();
      await scenario.version('1.0.0');
      const promotionId = await scenario.request('1.0.0', 'staging');
      const read = async (): Promise<Api.PromotionDetail> => {
        const { body } = await scenario.person(
          'reviewer-one',
          'get',
          `/promotions/${promotionId}`,
        );
        return body;
      };
      const requested = await read();
      expect(requested).not.toHaveProperty('later');
      // What held at the request: the page of what is over shows what held when it was decided.
      const past = { ...requested.gate, verdict: 'fail', checks: [] };
      await knex('promotions')
        .where({ id: promotionId })
        .update({ gate: JSON.stringify(past) });
      await scenario.decide(promotionId, 'reviewer-one');
      const deploymentId = await scenario.deploy(promotionId);
      const worse = { ...GOOD, lexical_faithfulness: 0.81 };
      const after = (suite: string, values: Record<string, number>) =>
        scenario
          .pipeline(
            'post',
            '/evaluations',
            goldenReport(
              { version: '1.0.0', suite, run: { id: 'after' }, deploymentId },
              values,
            ),
          )
          .expect(201);
      await after('golden', worse);
      await after('smoke', { fact_recall: 1 });

      const { comparison, evidence, later, gate, ...rest } = await read();
      expect(rest.promotion.state).toBe('deployed');
      expect(comparison.scores).toEqual(requested.comparison.scores);
      expect(comparison.summary).toEqual(requested.comparison.summary);
      expect(evidence).toEqual(requested.evidence);
      expect(evidence).toMatchObject([
        { suite: 'golden', dataset: { revision: '14' }, bound: true },
      ]);
      expect(gate.verdict).toBe('pass');
      expect(later?.evidence).toMatchObject([
        { suite: 'smoke', stage: 'staging', bound: false },
        { suite: 'golden', stage: 'staging', bound: false },
      ]);
      expect(
        later?.scores.filter(({ status }) => status !== 'same'),
      ).toMatchObject([
        {
          label: 'lexical_faithfulness',
          base: '0.92',
          target: '0.81',
          verdict: 'worse',
        },
        { label: 'fact_recall', status: 'added' },
      ]);
      await backend.stop();
    });

    it('says in a row what a request changes by today’s rule, and what was said once it is decided', async () => {
      const { scenario, backend, knex } = await begin();
      await scenario.version('1.0.0');
      await scenario.toStaging('1.0.0');
      await scenario.version('2.0.0', { ...GOOD, lexical_faithfulness: 0.91 });
      const promotionId = await scenario.request('2.0.0', 'staging');
      // What the rule of then said of the evaluations of then.
      const then = 'lexical_faithfulness +9 (better)';
      await knex('promotions')
        .where({ id: promotionId })
        .update({ summary: then });
      const rowAndPage = async () => {
        const { body }: { body: Api.PromotionList } = await scenario.person(
          'lead',
          'get',
          '/promotions?view=all',
        );
        const row = body.items.find(one => one.id === promotionId);
        return [row?.summary, (await promotion(scenario, promotionId)).summary];
      };
      const worse = 'lexical_faithfulness −0.01 (worse)';
      expect(await rowAndPage()).toEqual([
        expect.stringContaining(worse),
        expect.stringContaining(worse),
      ]);
      const report = goldenReport(
        { version: '2.0.0', suite: 'smoke', run: { id: 'smoke' } },
        { fact_recall: 1 },
      );
      await scenario
        .pipeline('post', '/evaluations', {
          ...report,
          metrics: report.metrics.map(metric => ({
            ...metric,
            definitionDigest: report.dataset.digest,
          })),
        })
        .expect(201);
      const untold = '1 score not comparable (definition of the metric';
      expect(await rowAndPage()).toEqual([
        expect.stringContaining(untold),
        expect.stringContaining(untold),
      ]);
      await scenario.decide(promotionId, 'reviewer-one');
      expect(await promotion(scenario, promotionId)).toMatchObject({
        state: 'approved',
        summary: then,
      });
      expect(await rowAndPage()).toEqual([then, then]);
      await backend.stop();
    });

    it('asks anew when another version came to run in the stage: who contributed since then is not known', async () => {
      const { scenario, backend } = await begin();
      await scenario.version('1.0.0');
      const first = await scenario.request('1.0.0', 'staging');
      await scenario.decide(first, 'reviewer-one');
      const { body: permit } = await scenario
        .pipeline('post', `/promotions/${first}/permit`)
        .expect(200);
      const { digest } = await promotion(scenario, first);
      const { body: deployment } = await scenario
        .pipeline('post', `/permits/${permit.permitId}/consume`, {
          idempotencyKey: 'run-1',
          digest,
        })
        .expect(201);

      await scenario.version('2.0.0');
      const second = await scenario.request('2.0.0', 'staging');
      await scenario
        .pipeline('post', `/deployments/${deployment.id}/outcome`, {
          outcome: 'deployed',
        })
        .expect(200);

      expect(await promotion(scenario, second)).toMatchObject({
        state: 'void',
        stateReason: 'replaces-changed',
      });
      await backend.stop();
    });

    it('voids approvals when the version compared with is evaluated anew', async () => {
      const { scenario, backend } = await begin();
      await scenario.version('1.0.0');
      await scenario.toStaging('1.0.0');
      const live = await scenario.request('1.0.0', 'production');
      await scenario.decide(live, 'reviewer-one');
      await scenario.decide(live, 'reviewer-two');
      await scenario.deploy(live, 'production-1');

      const worse = { ...GOOD, lexical_faithfulness: 0.82 };
      await scenario.version('2.0.0', worse);
      const staging = await scenario.request('2.0.0', 'staging');
      await scenario.decide(staging, 'reviewer-one');
      const deploymentId = await scenario.deploy(staging, 'staging-2');
      for (const [suite, values] of [
        ['golden', worse],
        ['smoke', { fact_recall: 1 }],
      ] as const) {
        await scenario
          .pipeline(
            'post',
            '/evaluations',
            goldenReport(
              { version: '2.0.0', suite, run: { id: suite }, deploymentId },
              values,
            ),
          )
          .expect(201);
      }
      const next = await scenario.request('2.0.0', 'production');
      await scenario.decide(next, 'reviewer-one');
      await scenario.decide(next, 'reviewer-two');
      expect(await promotion(scenario, next)).toMatchObject({
        state: 'requested',
        missing: [expect.stringContaining('lexical_faithfulness')],
      });

      // Makes the version that runs look as bad as the one that is to replace it.
      await scenario
        .pipeline(
          'post',
          '/evaluations',
          goldenReport({ version: '1.0.0', run: { id: 'again' } }, worse),
        )
        .expect(201);

      expect(await promotion(scenario, next)).toMatchObject({
        state: 'void',
        stateReason: 'evaluations-changed',
      });
      await backend.stop();
    });

    it('takes no decision from a plugin in a person’s name', async () => {
      const { scenario, server, backend } = await begin();
      await scenario.version('1.0.0');
      const promotionId = await scenario.request('1.0.0', 'staging');
      const { bindingDigest } = await promotion(scenario, promotionId);
      const token = mockCredentials.user.token('user:default/reviewer-one', {
        actor: { subject: 'plugin:scaffolder' },
      });
      const header = `Bearer ${token}`;
      const path = '/api/chatbots/v1';
      const answers = [
        await request(server)
          .post(`${path}/promotions/${promotionId}/decisions`)
          .set('Authorization', header)
          .send({ decision: 'approve', bindingDigest }),
        await request(server)
          .delete(`${path}/promotions/${promotionId}/decisions/mine`)
          .set('Authorization', header),
        await request(server)
          .post(`${path}/policies/1/approvals`)
          .set('Authorization', header),
      ];
      expect(
        answers.map(({ status, body }) => [status, body.error.reason]),
      ).toEqual(Array(3).fill([403, 'user-required']));
      expect((await promotion(scenario, promotionId)).state).toBe('requested');
      await backend.stop();
    });

    it('approves by itself what nobody has to approve, once its evidence is there', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'chatbots-policy-'));
      const file = join(folder, 'policy.yaml');
      const policy = await readFile(DEFAULT_POLICY, 'utf8');
      // The first of this depth are staging's.
      await writeFile(
        file,
        policy.replace(
          /^ {4}approvals:\n {6}- group: ai-governance\n {8}count: 1\n/m,
          '    approvals: []\n',
        ),
      );
      const { scenario, knex, backend } = await begin(file);
      await scenario.version('1.0.0', { ...GOOD, refusal_accuracy: 0.2 });
      const promotionId = await scenario.request('1.0.0', 'staging');
      expect((await promotion(scenario, promotionId)).state).toBe('requested');
      await scenario
        .pipeline(
          'post',
          '/evaluations',
          goldenReport({ version: '1.0.0', run: { id: 'better' } }),
        )
        .expect(201);

      await sweepPromotions({
        knex,
        unitOfWork: UnitOfWork.create({
          knex,
          clock: systemClock,
          audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
        }),
        memberships: {
          groupsOf: async () => new Set(),
          membershipOf: async () => ({ groups: new Set(), ignored: [] }),
          exists: async () => true,
        },
        logger: mockServices.logger.mock(),
        evidence: testEvidence(),
      });

      expect((await promotion(scenario, promotionId)).state).toBe('approved');
      await backend.stop();
      await rm(folder, { recursive: true });
    });
  },
);
