import { mockCredentials } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { permissionsOf } from '../../__testUtils__/permissionsOf';
import {
  acceptFacts,
  as,
  registerWithToken,
  registration,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const BOT = '/chatbots/support-bot';

describe.each(databases.eachSupportedId())('facts of chatbots on %s', id => {
  const backends: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(backends.splice(0).map(backend => backend.stop()));
  });

  async function start(
    options: Omit<Parameters<typeof startChatbots>[0], 'knex'> = {},
    knex?: Awaited<ReturnType<typeof databases.init>>,
  ) {
    const database = knex ?? (await databases.init(id));
    const portal = await startChatbots({ knex: database, ...options });
    backends.push(portal.backend);
    const call = async (
      by: string,
      method: 'get' | 'post',
      path: string,
      body?: object,
    ) => {
      const test = request(portal.server)
        [method](`/api/chatbots/v1${path}`)
        .set('Authorization', by.includes(' ') ? by : as(by));
      const answer = await (body ? test.send(body) : test);
      return {
        status: answer.status,
        reason: answer.body.error?.reason,
        body: answer.body,
      };
    };
    const propose = (change: object, by = 'engineer') =>
      call(by, 'post', `${BOT}/facts-proposals`, change);
    const decide = (
      { id: proposal, digest }: Pick<Api.FactsProposal, 'id' | 'digest'>,
      by = 'reviewer-one',
      decision: object = { decision: 'accept' },
    ) =>
      call(by, 'post', `/facts-proposals/${proposal}/decision`, {
        digest,
        ...decision,
      });
    const chatbot = async (): Promise<Api.ChatbotOverview> =>
      (await call('engineer', 'get', BOT)).body;
    const told = (type: string) => database('audit_events').where({ type });
    const register = () =>
      request(portal.server)
        .post('/api/chatbots/v1/chatbots')
        .set('Authorization', as('engineer'))
        .send(registration())
        .expect(201);
    return {
      ...portal,
      knex: database,
      call,
      propose,
      decide,
      chatbot,
      told,
      register,
    };
  }

  /** A portal with a chatbot whose registration nobody has accepted. */
  async function registered(config: JsonObject = {}) {
    const portal = await start({ config });
    await portal.register();
    const { proposal } = await portal.chatbot();
    return { ...portal, proposal: proposal as Api.FactsProposal };
  }

  /** A portal with a chatbot whose registration was accepted. */
  async function accepted(
    options: Omit<Parameters<typeof startChatbots>[0], 'knex'> = {},
  ) {
    const portal = await start(options);
    const token = await registerWithToken(portal.server);
    return { ...portal, token };
  }

  it('count as the strictest class until a second person accepts what was registered', async () => {
    const { chatbot, decide, proposal } = await registered();
    expect((await chatbot()).chatbot).toMatchObject({
      riskClass: 'high',
      registeredRiskClass: 'limited',
      accepted: false,
    });
    expect(proposal).toMatchObject({
      facts: { riskClass: 'limited', owner: 'group:default/chatbot-team' },
      proposedBy: 'user:default/engineer',
      state: 'open',
    });
    expect(await decide(proposal)).toMatchObject({
      status: 200,
      body: { state: 'accepted', decidedBy: 'user:default/reviewer-one' },
    });
    const after = await chatbot();
    expect(after.chatbot).toMatchObject({
      riskClass: 'limited',
      accepted: true,
    });
    expect(after.chatbot).not.toHaveProperty('registeredRiskClass');
    expect(after).not.toHaveProperty('proposal');
  });

  it('choose the rules of gates and lists once they are accepted, and not before', async () => {
    const { server, call, decide, proposal } = await registered({
      chatbots: { policy: { file: DEFAULT_POLICY } },
    });
    const { body: issued } = await call('engineer', 'post', `${BOT}/tokens`, {
      purpose: 'ci',
    });
    await request(server)
      .post('/api/chatbots/pipeline/v1/versions')
      .set('Authorization', `Bearer ${issued.token}`)
      .send(versionReport({ version: '1.0.0' }))
      .expect(201);
    const checks = async () => {
      const { body } = await call(
        'engineer',
        'get',
        `${BOT}/gates?version=1.0.0&stage=production`,
      );
      return body.items[0].checks.map((check: { id: string }) => check.id);
    };
    const listed = async (riskClass: string) =>
      (await call('engineer', 'get', `/chatbots?riskClass=${riskClass}`)).body
        .total;
    expect(await checks()).toContain('faithfulness-slices');
    expect([await listed('high'), await listed('limited')]).toEqual([1, 0]);
    await decide(proposal);
    expect(await checks()).not.toContain('faithfulness-slices');
    expect([await listed('high'), await listed('limited')]).toEqual([0, 1]);
  });

  it('are accepted neither by whoever proposed them, nor outside the group, nor by a machine', async () => {
    const { knex, decide, propose, call, token } = await accepted();
    const { body: proposal } = await propose(
      { riskClass: 'minimal', reason: 'It only finds pages' },
      'reviewer-one',
    );
    expect(await decide(proposal, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'self-approval',
    });
    for (const outsider of ['engineer', 'lead', 'platform-admin']) {
      expect(await decide(proposal, outsider)).toMatchObject({
        status: 403,
        reason: 'not-a-registry-reviewer',
      });
    }
    const machines = [
      mockCredentials.service.header(),
      `Bearer ${mockCredentials.user.token('user:default/reviewer-two', {
        actor: { subject: 'plugin:agent' },
      })}`,
    ];
    for (const machine of machines) {
      expect(await decide(proposal, machine)).toMatchObject({
        status: 403,
        reason: 'user-required',
      });
    }
    expect(await decide(proposal, `Bearer ${token}`)).toMatchObject({
      status: 401,
    });
    expect(
      await call('reviewer-one', 'get', '/facts-proposals?view=decide'),
    ).toMatchObject({ body: { items: [] } });
    expect(
      await call('reviewer-two', 'get', '/facts-proposals?view=decide'),
    ).toMatchObject({
      body: { items: [{ id: proposal.id, mayDecide: { allowed: true } }] },
    });
    expect(await knex('facts_proposals').where({ state: 'open' })).toHaveLength(
      1,
    );
  });

  it('are accepted as they were seen, once', async () => {
    const { decide, proposal, told } = await registered();
    expect(await decide({ ...proposal, digest: 'a'.repeat(64) })).toMatchObject(
      { status: 409, reason: 'proposal-changed' },
    );
    expect(await decide(proposal)).toMatchObject({ status: 200 });
    expect(await decide(proposal)).toMatchObject({
      status: 409,
      reason: 'proposal-decided',
    });
    expect(
      await decide({ ...proposal, id: '11111111-1111-4111-8111-111111111111' }),
    ).toMatchObject({ status: 404, reason: 'proposal-unknown' });
    expect(await told('chatbot.facts-accepted')).toHaveLength(1);
  });

  it('are decided once by two reviewers at two replicas at the same moment', async () => {
    const one = await registered();
    const two = await start({}, one.knex);
    const answers = await Promise.all([
      one.decide(one.proposal, 'reviewer-one'),
      two.decide(one.proposal, 'reviewer-two'),
      two.decide(one.proposal, 'reviewer-two', {
        decision: 'reject',
        comment: 'The class is too low',
      }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.flatMap(({ reason }) => reason ?? [])).toEqual([
      'proposal-decided',
      'proposal-decided',
    ]);
    const events = await one
      .knex('audit_events')
      .whereIn('type', ['chatbot.facts-accepted', 'chatbot.facts-rejected']);
    expect(events).toHaveLength(1);
    expect(
      await one.knex('facts_proposals').whereNotNull('decided_by'),
    ).toEqual([
      expect.objectContaining({
        state:
          events[0].type === 'chatbot.facts-accepted' ? 'accepted' : 'rejected',
      }),
    ]);
  });

  it('stay as they are when a proposal is rejected, with a reason, or withdrawn by whoever made it', async () => {
    const { decide, proposal, chatbot, propose, call } = await registered();
    expect(
      await decide(proposal, 'reviewer-one', { decision: 'reject' }),
    ).toMatchObject({ status: 400, reason: 'comment-required' });
    expect(
      await decide(proposal, 'reviewer-one', {
        decision: 'reject',
        comment: 'It decides on refunds: that is high',
      }),
    ).toMatchObject({ status: 200, body: { state: 'rejected' } });
    expect((await chatbot()).chatbot).toMatchObject({
      riskClass: 'high',
      accepted: false,
    });
    const again = await propose({ riskClass: 'high' });
    expect(again.status).toBe(201);
    const withdraw = (by: string) =>
      call(by, 'post', `/facts-proposals/${again.body.id}/withdrawal`);
    expect(await withdraw('lead')).toMatchObject({
      status: 403,
      reason: 'not-allowed',
    });
    expect(await withdraw('engineer')).toMatchObject({
      status: 200,
      body: { state: 'withdrawn' },
    });
    expect(await withdraw('engineer')).toMatchObject({
      status: 409,
      reason: 'proposal-decided',
    });
    expect((await chatbot()).chatbot.accepted).toBe(false);
  });

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

  it('are accepted by nobody where no group is configured', async () => {
    const { decide, proposal } = await registered({
      chatbots: { governance: { registryReviewers: [] } },
    });
    expect(await decide(proposal)).toMatchObject({
      status: 403,
      reason: 'not-a-registry-reviewer',
    });
  });

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

  it('keep a person who owns a chatbot, and what people write, out of the hashed bytes', async () => {
    const { knex, propose, decide } = await accepted();
    const { body: proposal } = await propose({
      owner: 'user:default/engineer',
      reason: 'engineer looks after it alone',
    });
    await decide(proposal, 'reviewer-one', {
      decision: 'accept',
      comment: 'engineer agreed',
    });
    const events = await knex('audit_events').where(
      'type',
      'like',
      'chatbot.facts-%',
    );
    expect(events.map(({ type }) => type).sort()).toEqual([
      'chatbot.facts-accepted',
      'chatbot.facts-accepted',
      'chatbot.facts-changed',
      'chatbot.facts-changed',
      'chatbot.facts-proposed',
      'chatbot.facts-proposed',
    ]);
    expect(events.map(({ body }) => body).join()).not.toContain('engineer');
  });

  it('are announced to reviewers, and what became of them to whoever proposed them', async () => {
    const { notifications, decide, proposal } = await registered();
    const sent = () =>
      notifications.send.mock.calls.map(([{ recipients, payload }]) => ({
        recipients,
        title: payload.title,
      }));
    await until(async () => sent().length === 1);
    await decide(proposal);
    await until(async () => sent().length === 2);
    expect(sent()).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['group:default/ai-governance'],
          excludeEntityRef: ['user:default/engineer'],
        },
        title: 'Support bot: its owner, risk class and repository wait for you',
      },
      {
        recipients: { type: 'entity', entityRef: ['user:default/engineer'] },
        title: 'Support bot: what you proposed was accepted',
      },
    ]);
  });

  it('find a chatbot that is registered again, accepted or not', async () => {
    const { server } = await registered();
    const again = () =>
      request(server)
        .post('/api/chatbots/v1/chatbots')
        .set('Authorization', as('engineer'))
        .send(registration());
    expect((await again()).status).toBe(200);
    await acceptFacts(server);
    expect((await again()).status).toBe(200);
  });
});
