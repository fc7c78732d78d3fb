import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { systemClock } from '../../database/Clock';
import { announceSilentRollouts } from '../../followers/delivery/silentRollouts';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import { FakeScmHost } from '../../__testUtils__/fakeScmHost';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };

describe.each(databases.eachSupportedId())(
  'the page of a chatbot on %s',
  id => {
    it('says what can happen next, and to whom', async () => {
      const knex = await databases.init(id);
      const { server, backend } = await startChatbots({ knex, config });
      const scenario = await Scenario.begin(server);
      const overview = async (name: string): Promise<Api.ChatbotOverview> =>
        (
          await scenario
            .person(name, 'get', '/chatbots/support-bot')
            .expect(200)
        ).body;

      const fresh = await overview('engineer');
      expect(fresh.latestVersion).toBeUndefined();
      expect(fresh.next).toBeUndefined();
      expect(fresh.stages.map(({ state }) => state)).toEqual([
        'empty',
        'empty',
        'empty',
      ]);

      await scenario.version('1.0.0');
      await until(() => isAllTold(knex));
      const member = await overview('engineer');
      expect(member.next).toMatchObject({
        stage: 'staging',
        version: '1.0.0',
        mayRequest: true,
        gate: { stage: 'staging', verdict: 'pass' },
      });
      expect(member.permissions).toEqual({
        mayRequest: true,
        mayManageTokens: true,
        mayProposeFacts: true,
      });
      const other = await overview('reviewer-two');
      expect(other.next).toMatchObject({
        mayRequest: false,
        mayRequestReason:
          'Only members of group:default/chatbot-team may request promotions',
      });
      expect(other.permissions).toEqual({
        mayRequest: false,
        mayManageTokens: false,
        mayProposeFacts: true,
      });

      const promotionId = await scenario.request('1.0.0', 'staging');
      const asked = await overview('engineer');
      expect(asked.next).toMatchObject({
        openPromotionId: promotionId,
        mayRequest: false,
        mayRequestReason: 'The promotion of 1.0.0 to staging is open already',
      });
      expect(asked.waiting).toMatchObject([{ promotionId, mine: false }]);

      const list = async (name: string, query = ''): Promise<Api.ChatbotList> =>
        (await scenario.person(name, 'get', `/chatbots${query}`)).body;
      expect((await list('engineer')).counts).toMatchObject({
        waiting: 1,
        needsMe: 0,
      });
      expect((await list('engineer', '?needsMe=true')).items).toEqual([]);
      const reviewers = await Promise.all(
        ['reviewer-one', 'reviewer-two', 'lead', 'auditor'].map(name =>
          list(name, '?needsMe=true'),
        ),
      );
      const needed = reviewers.filter(({ items }) => items.length === 1);
      expect(needed.length).toBeGreaterThan(0);
      expect(reviewers[3].items).toEqual([]);
      for (const { items, counts } of needed) {
        expect(items[0].waiting).toMatchObject([{ promotionId, mine: true }]);
        expect(counts.needsMe).toBe(1);
      }

      await until(() => isAllTold(knex));
      const versions: Api.ModelVersionList = (
        await scenario.person('lead', 'get', '/chatbots/support-bot/versions')
      ).body;
      expect(versions.items).toMatchObject([
        { verdict: 'pass', stages: [], newestIn: 'development' },
      ]);
      await backend.stop();
    });

    it('offers production after staging, says what waits for whom since when, and tells once of a rollout that is stuck', async () => {
      const knex = await databases.init(id);
      const scm = new FakeScmHost({ capabilities: new Set(['runs']) });
      const { server, backend, notifications } = await startChatbots({
        knex,
        features: [scm.factory],
        config: {
          chatbots: {
            policy: { file: DEFAULT_POLICY },
            rollouts: { stuckAfter: { milliseconds: 1 } },
          },
        },
      });
      const idle = await Scenario.begin(server, {
        name: 'a-idle-bot',
        repository: { host: 'git', id: 'idle', url: 'http://git/idle' },
      });
      const scenario = await Scenario.begin(server);
      const read = async (): Promise<Api.ChatbotOverview> =>
        (
          await scenario
            .person('engineer', 'get', '/chatbots/support-bot')
            .expect(200)
        ).body;
      const runOf = (run: string, state: 'running' | 'succeeded') => ({
        id: run,
        attempt: 1,
        workflow: 'ci.yml',
        title: `commit ${run}`,
        event: 'push',
        sha: 'a'.repeat(40),
        state,
        url: scm.pageOf(run),
      });
      scm.runs.push(
        runOf('3', 'succeeded'),
        { ...runOf('2', 'running'), url: 'https://elsewhere.example/runs/2' },
        runOf('1', 'running'),
      );
      const { body: runs } = await scenario
        .person('engineer', 'get', '/chatbots/support-bot/runs')
        .expect(200);
      expect(runs).toEqual({
        items: [
          { id: '2', workflow: 'ci.yml', title: 'commit 2', state: 'running' },
          {
            id: '1',
            workflow: 'ci.yml',
            title: 'commit 1',
            state: 'running',
            url: scm.pageOf('1'),
          },
          {
            id: '3',
            workflow: 'ci.yml',
            title: 'commit 3',
            state: 'succeeded',
            url: scm.pageOf('3'),
          },
        ],
      });
      const { body: unknown } = await idle
        .person('engineer', 'get', `/chatbots/${idle.chatbot}/runs`)
        .expect(200);
      expect(unknown).toMatchObject({
        items: [],
        reasonCode: 'scm-host-unknown',
      });

      await scenario.version('1.0.0');
      await scenario.toStaging('1.0.0');
      // The newest version is another one by now.
      await scenario.version('1.1.0');
      await until(() => isAllTold(knex));
      const staged = await read();
      expect(staged.next).toMatchObject({ stage: 'staging', version: '1.1.0' });
      expect(staged.alsoPossible).toMatchObject([
        { stage: 'production', version: '1.0.0', mayRequest: true },
      ]);
      expect(staged.waiting).toEqual([]);

      const promotionId = await scenario.request('1.0.0', 'production');
      await scenario.decide(promotionId, 'reviewer-one');
      const asked = await read();
      expect(asked.alsoPossible).toEqual([]);
      expect(asked.waiting).toMatchObject([
        {
          promotionId,
          needs: [
            {
              kind: 'approvals',
              count: 1,
              have: 1,
              group: 'group:default/ai-governance',
            },
          ],
          stuck: false,
        },
      ]);
      const detail = async (): Promise<Api.PromotionDetail> =>
        (
          await scenario
            .person('engineer', 'get', `/promotions/${promotionId}`)
            .expect(200)
        ).body;
      expect((await detail()).promotion).toMatchObject({
        needs: asked.waiting[0].needs,
        waitingSince: asked.waiting[0].waitingSince,
        missing: ['1 more approval from ai-governance'],
      });

      await scenario.decide(promotionId, 'reviewer-two');
      expect((await read()).waiting).toMatchObject([
        { state: 'approved', needs: [{ kind: 'workflow' }], stuck: false },
      ]);
      const stuckOnes = async (): Promise<Api.ChatbotList> =>
        (
          await scenario
            .person('engineer', 'get', '/chatbots?stuck=true&sort=waiting')
            .expect(200)
        ).body;
      const none = await stuckOnes();
      expect(none).toMatchObject({ items: [], counts: { stuck: 0 } });
      expect(none).not.toHaveProperty('stuckLongest');
      // What waits for people or for a workflow is not stuck, however long it waits.
      expect(none.waitingLongest).toMatchObject({
        chatbot: { name: 'support-bot' },
        waiting: { promotionId, stuck: false },
      });
      const { body: permit } = await scenario
        .pipeline('post', `/promotions/${promotionId}/permit`)
        .expect(200);
      const { promotion } = await detail();
      const { body: deployment } = await scenario
        .pipeline('post', `/permits/${permit.permitId}/consume`, {
          idempotencyKey: 'one',
          digest: promotion.digest,
        })
        .expect(201);
      const { body: step } = await scenario
        .pipeline('post', `/deployments/${deployment.id}/steps`, {
          sequence: 1,
          name: 'canary',
          weight: 10,
          status: 'healthy',
        })
        .expect(200);
      const lastReport = step.steps.at(-1).reportedAt;
      await until(async () => (await read()).waiting[0].stuck);
      expect((await read()).waiting).toMatchObject([
        {
          state: 'deploying',
          needs: [{ kind: 'report' }],
          waitingSince: lastReport,
        },
      ]);

      // One that waits comes first whichever way, and so does the one that has come furthest; each page has its own.
      const names = async (query: string): Promise<string[]> => {
        const page = async (cursor = ''): Promise<Api.ChatbotList> =>
          (
            await scenario
              .person(
                'engineer',
                'get',
                `/chatbots?limit=1&${query}${cursor && `&cursor=${cursor}`}`,
              )
              .expect(200)
          ).body;
        const first = await page();
        const second = await page(first.nextCursor);
        expect(second.nextCursor).toBeUndefined();
        return [...first.items, ...second.items].map(
          ({ chatbot }) => chatbot.name,
        );
      };
      const both = ['support-bot', idle.chatbot];
      expect(await names('sort=waiting&order=asc')).toEqual(both);
      expect(await stuckOnes()).toMatchObject({
        items: [{ chatbot: { name: 'support-bot' } }],
        counts: { total: 2, stuck: 1 },
        stuckLongest: {
          chatbot: { name: 'support-bot' },
          waiting: { promotionId, waitingSince: lastReport, stuck: true },
        },
        total: 1,
      });
      // The rollout is stuck now, and nothing else is open.
      expect(await stuckOnes()).not.toHaveProperty('waitingLongest');
      const other = await scenario.request('1.1.0', 'staging');
      const inbox = async (authorization: string, query: string) => {
        const { body }: { body: Api.PromotionList } = await request(server)
          .get(`/api/chatbots/v1/promotions?open=true&${query}`)
          .set('Authorization', authorization)
          .expect(200);
        return [...body.items.map(one => one.id), body.stuck];
      };
      expect(await inbox(as('lead'), 'stuck=true')).toEqual([promotionId, 1]);
      const mine = await inbox(as('engineer'), 'view=requested');
      expect(mine).toEqual([other, promotionId, 1]);
      const machine = mockCredentials.service.header();
      for (const who of [as('lead'), machine]) {
        expect(await inbox(who, 'view=requested&stuck=true')).toEqual([0]);
      }
      expect(await names('sort=waiting&order=desc')).toEqual(both);
      // A proposal waits for people: here since later than the rollout for its next report.
      await scenario
        .person('lead', 'post', `/chatbots/${idle.chatbot}/facts-proposals`, {
          riskClass: 'minimal',
        })
        .expect(201);
      expect(await names('sort=waiting&order=asc')).toEqual(both);
      expect(await names('sort=waiting&order=desc')).toEqual(
        [...both].reverse(),
      );
      expect(await names('sort=stage&order=desc')).toEqual(both);
      expect(await names('sort=stage&order=asc')).toEqual([...both].reverse());

      await until(() => isAllTold(knex));
      notifications.send.mockClear();
      const watch = (silenceMs: number) =>
        announceSilentRollouts({
          knex,
          clock: systemClock,
          eventKeys: testEventKeys(),
          silenceMs,
        });
      const before = await knex('deliveries');
      await watch(60 * 60_000);
      expect(await knex('deliveries')).toHaveLength(before.length);
      await watch(1);
      await watch(1);
      await until(() => isAllTold(knex));
      expect(
        notifications.send.mock.calls.map(([{ recipients, payload }]) => ({
          ...recipients,
          ...payload,
        })),
      ).toMatchObject([
        {
          entityRef: ['user:default/engineer', 'group:default/chatbot-team'],
          title: 'Support bot · 1.0.0 → production is stuck',
          description: expect.stringContaining(
            `for the next report of the rollout since ${lastReport}`,
          ),
          link: `/chatbots/promotions/${promotionId}`,
          severity: 'high',
        },
      ]);
      await backend.stop();
    });

    it('is shown while the catalog is down, and says what it does not know', async () => {
      const knex = await databases.init(id);
      const writer = await startChatbots({ knex });
      await registerWithToken(writer.server);
      await writer.backend.stop();
      const { server, backend } = await startChatbots({
        knex,
        features: [new FakeScmHost({ capabilities: new Set() }).factory],
        catalog: catalogServiceMock.mock({
          getEntitiesByRefs: async () => {
            throw new Error('connect ECONNREFUSED');
          },
        }).factory,
      });
      const { status, body } = await request(server)
        .get('/api/chatbots/v1/chatbots/support-bot')
        .set(
          'Authorization',
          mockCredentials.user.header('user:default/engineer'),
        );
      expect(status).toBe(200);
      expect(body.permissions).toEqual({
        mayRequest: false,
        mayManageTokens: false,
        mayProposeFacts: false,
      });
      const asService = await request(server)
        .get('/api/chatbots/v1/chatbots/support-bot')
        .set('Authorization', mockCredentials.service.header());
      expect(asService.body.permissions.mayManageTokens).toBe(false);
      const { body: runs } = await request(server)
        .get('/api/chatbots/v1/chatbots/support-bot/runs')
        .set('Authorization', mockCredentials.service.header());
      expect(runs.reasonCode).toBe('scm-capability-missing');
      await backend.stop();
    });
  },
);
