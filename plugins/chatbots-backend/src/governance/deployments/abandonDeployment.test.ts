import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { decideOnChatbots } from '@chatbot-portal/backstage-plugin-permission-backend-module-chatbots';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();
const ADMIN = 'user:default/platform-admin';

/** The policy that ships with the portal, for one administrator and everybody else. */
const permissions = mockServices.permissions.mock();
permissions.authorize.mockImplementation(async (requests, { credentials }) =>
  requests.map(({ permission }) => {
    const { userEntityRef } = credentials.principal as {
      userEntityRef?: string;
    };
    const refs = userEntityRef === ADMIN ? ['group:default/platform'] : [];
    const decision = decideOnChatbots(permission, refs, {
      auditors: [],
      administrators: ['group:default/platform'],
    });
    return {
      result:
        decision?.result === AuthorizeResult.ALLOW
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    };
  }),
);
permissions.authorizeConditional.mockImplementation(async requests =>
  requests.map((): { result: AuthorizeResult.ALLOW } => ({
    result: AuthorizeResult.ALLOW,
  })),
);

describe.each(databases.eachSupportedId())(
  'a deployment whose job died, on %s',
  id => {
    async function begin({ enabled = true } = {}) {
      const knex = await databases.init(id);
      const { server } = await startChatbots({
        knex,
        features: [permissions.factory],
        config: {
          permission: { enabled },
          chatbots: { policy: { file: DEFAULT_POLICY } },
        },
      });
      const scenario = await Scenario.begin(server);
      const digest = await scenario.version('1.0.0');
      const promotionId = await scenario.request('1.0.0', 'staging');
      await scenario.decide(promotionId, 'reviewer-one');
      const permit = await scenario
        .pipeline('post', `/promotions/${promotionId}/permit`)
        .expect(200);
      const { body: deployment } = await scenario
        .pipeline('post', `/permits/${permit.body.permitId}/consume`, {
          idempotencyKey: 'run-1',
          digest,
        })
        .expect(201);
      const abandon = (by: string, comment = 'its runner is gone') =>
        scenario.person(by, 'post', `/promotions/${promotionId}/abandonment`, {
          comment,
        });
      return { knex, server, scenario, promotionId, deployment, abandon };
    }

    it('is closed by an administrator with a reason, and the stage is free again', async () => {
      const { knex, scenario, promotionId, deployment, abandon } =
        await begin();
      const shown = (by: string) =>
        scenario.person(by, 'get', `/promotions/${promotionId}`);
      expect((await shown('platform-admin')).body.mayAbandon).toBe(true);
      expect((await shown('engineer')).body.mayAbandon).toBe(false);

      const { body } = await abandon('platform-admin').expect(200);
      expect(body).toMatchObject({
        state: 'failed',
        stateReason: 'deployment-abandoned',
      });
      const after = (await shown('platform-admin')).body;
      expect(after).toMatchObject({
        mayAbandon: false,
        deployment: { state: 'failed', message: 'its runner is gone' },
      });

      const events = await knex('audit_events')
        .whereIn('type', ['deployment.failed', 'promotion.failed'])
        .orderBy('recorded_at');
      expect(events).toHaveLength(2);
      for (const { body: text } of events) {
        expect(JSON.parse(text)).toMatchObject({
          actor: { kind: 'user' },
          data: { reasonCode: 'deployment-abandoned' },
        });
        expect(text).not.toContain('runner');
      }

      const late = await scenario.pipeline(
        'post',
        `/deployments/${deployment.id}/outcome`,
        { outcome: 'deployed' },
      );
      expect(late.body.error.reason).toBe('deployment-closed');
      const stages = await scenario.person(
        'engineer',
        'get',
        '/chatbots/support-bot/stages',
      );
      const staging = stages.body.items.find(
        (one: { stage: string }) => one.stage === 'staging',
      );
      expect(staging).toBeDefined();
      expect(staging).not.toHaveProperty('version');
      await scenario.toStaging('1.0.0');
    });

    it('is nobody else’s to close', async () => {
      const { server, promotionId, abandon } = await begin();
      for (const person of ['engineer', 'reviewer-one']) {
        const { status, body } = await abandon(person);
        expect([status, body.error.reason]).toEqual([403, 'not-allowed']);
      }
      const inTheirName = await request(server)
        .post(`/api/chatbots/v1/promotions/${promotionId}/abandonment`)
        .set('Authorization', mockCredentials.service.header())
        .send({ comment: 'a service says so' });
      expect(inTheirName.body.error.reason).toBe('user-required');
    });

    it('is nobody’s to close while the permission framework is off', async () => {
      const { abandon } = await begin({ enabled: false });
      const { body } = await abandon('platform-admin');
      expect(body.error.reason).toBe('not-allowed');
    });

    it('is closed once, and not without a word', async () => {
      const { abandon } = await begin();
      const silent = await abandon('platform-admin', '  ');
      expect(silent.body.error.reason).toBe('comment-required');
      await abandon('platform-admin').expect(200);
      const again = await abandon('platform-admin');
      expect([again.status, again.body.error.reason]).toEqual([
        409,
        'promotion-state',
      ]);
    });
  },
);
