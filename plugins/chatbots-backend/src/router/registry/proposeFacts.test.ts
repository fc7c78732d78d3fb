import { mockCredentials } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { factsPortals } from '../../__testUtils__/factsPortal';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { permissionsOf } from '../../__testUtils__/permissionsOf';
import {
  registerWithToken,
  registration,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { until } from '../../__testUtils__/until';
import { runFsck } from '../../audit/fsck/runFsck';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('proposals of facts on %s', id => {
  const { start, accepted } = factsPortals(() => databases.init(id));

  it('are proposed by owners, reviewers and administrators, one proposal at a time', async () => {
    const { propose } = await accepted({
      config: { permission: { enabled: true } },
      features: [permissionsOf({ 'chatbots.chatbot.administer': 'deny' })],
    });
    expect(await propose({ riskClass: 'high' }, 'auditor')).toMatchObject({
      status: 403,
      reason: 'not-allowed',
    });
    expect(
      await propose({ riskClass: 'high' }, mockCredentials.service.header()),
    ).toMatchObject({ status: 403, reason: 'user-required' });
    expect(await propose({})).toMatchObject({ reason: 'input-invalid' });
    expect(await propose({ riskClass: 'limited' })).toMatchObject({
      status: 409,
      reason: 'facts-unchanged',
    });
    expect(await propose({ owner: 'group:default/nobody' })).toMatchObject({
      status: 400,
      reason: 'owner-unknown',
    });
    expect(await propose({ riskClass: 'high' })).toMatchObject({ status: 201 });
    expect(
      await propose({ riskClass: 'minimal' }, 'reviewer-two'),
    ).toMatchObject({ status: 409, reason: 'proposal-open' });
  });

  it('are proposed by administrators of chatbots that are not theirs', async () => {
    const { propose } = await accepted({
      config: { permission: { enabled: true } },
      features: [permissionsOf({})],
    });
    expect(
      await propose({ riskClass: 'high' }, 'platform-admin'),
    ).toMatchObject({ status: 201 });
  });

  it.each(['chatbots.facts.propose', 'chatbots.facts.decide'])(
    'need the permission %s',
    async permission => {
      const portal = await start({
        config: { permission: { enabled: true } },
        features: [permissionsOf({ [permission]: 'deny' })],
      });
      await portal.register();
      const { proposal } = await portal.chatbot();
      const answer =
        permission === 'chatbots.facts.decide'
          ? await portal.decide(proposal as Api.FactsProposal)
          : await portal.propose({ riskClass: 'high' });
      expect(answer).toMatchObject({ status: 403, reason: 'not-allowed' });
    },
  );

  it('void a promotion that somebody approved by the rules of another class', async () => {
    const portal = await start({
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const scenario = await Scenario.begin(portal.server);
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    const promotion = await scenario.request('1.0.0', 'production');
    await scenario.decide(promotion, 'reviewer-one');
    const stateOf = async () => {
      const { body } = await portal.call(
        'engineer',
        'get',
        `/promotions/${promotion}`,
      );
      return [body.promotion.state, body.promotion.stateReason];
    };
    const { body: proposal } = await portal.propose({ riskClass: 'high' });
    expect(await stateOf()).toEqual(['requested', undefined]);
    await portal.decide(proposal, 'reviewer-two');
    expect(await stateOf()).toEqual(['void', 'risk-class-changed']);
  });

  it('bind a promotion anew that nobody has decided on', async () => {
    const portal = await start({
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const scenario = await Scenario.begin(portal.server);
    await scenario.version('1.0.0');
    const promotion = await scenario.request('1.0.0', 'staging');
    const { body: proposal } = await portal.propose({
      owner: 'group:default/release-managers',
    });
    await portal.decide(proposal);
    expect(await portal.told('promotion.rebound')).toHaveLength(1);
    expect(
      (await scenario.decide(promotion, 'reviewer-two')).body,
    ).toMatchObject({ state: 'approved' });
  });

  it('take the tokens of a repository that is left, once the new one is accepted', async () => {
    const { server, propose, decide, token } = await accepted();
    await registerWithToken(server, { name: 'other-bot' });
    const { repository } = registration();
    const taken = registration({ name: 'other-bot' }).repository;
    expect(await propose({ repository: taken })).toMatchObject({
      status: 409,
      reason: 'repository-taken',
    });
    const report = () =>
      request(server)
        .post('/api/chatbots/pipeline/v1/versions')
        .set('Authorization', `Bearer ${token}`)
        .send(versionReport());
    const { body: proposal } = await propose({
      repository: { ...repository, id: 'new-home' },
    });
    expect((await report()).status).toBe(201);
    await decide(proposal);
    expect((await report()).body.error.reason).toBe('token-revoked');
  });

  it('count where a reviewer accepts the class that was in force before anybody accepted one', async () => {
    const portal = await start({
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const { knex } = portal;
    const scenario = await Scenario.begin(portal.server);
    // As after an upgrade: the log told of another class last than the one in force.
    await knex('chatbots').update({
      accepted_proposal: null,
      registered_risk_class: 'limited',
      risk_class: 'high',
    });
    const { body: proposal } = await portal.propose({ riskClass: 'high' });
    await portal.decide(proposal);
    const changes = await portal.told('chatbot.facts-changed');
    expect(
      changes.map(({ body }) => JSON.parse(body).data.after.riskClass).sort(),
    ).toEqual(['high', 'limited']);
    await scenario.version('1.0.0');
    const promotion = await scenario.request('1.0.0', 'staging');
    expect(
      (await scenario.decide(promotion, 'reviewer-two')).body,
    ).toMatchObject({ state: 'approved' });
    await until(() => isAllTold(knex));
    const found = await runFsck(knex, { trustedKeys: [], anchors: [] });
    expect(found.filter(({ code }) => code !== 'checkpoint-unsigned')).toEqual(
      [],
    );
  });
});
