import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { registerWithToken } from '../../__testUtils__/registryFixtures';
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
      expect(versions.items).toMatchObject([{ verdict: 'pass', stages: [] }]);
      await backend.stop();
    });

    it('is shown while the catalog is down, and says what it does not know', async () => {
      const knex = await databases.init(id);
      const writer = await startChatbots({ knex });
      await registerWithToken(writer.server);
      await writer.backend.stop();
      const { server, backend } = await startChatbots({
        knex,
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
      await backend.stop();
    });
  },
);
