import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { factsPortals } from '../../__testUtils__/factsPortal';
import { DEFAULT_POLICY } from '../../__testUtils__/governanceFixtures';
import {
  acceptFacts,
  as,
  registration,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const BOT = '/chatbots/support-bot';

describe.each(databases.eachSupportedId())('facts of chatbots on %s', id => {
  const { start, registered, accepted } = factsPortals(() =>
    databases.init(id),
  );

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
    // The same person, spelt as another identity provider does.
    const spelt = mockCredentials.user.header('user:default/Reviewer-One');
    expect(await decide(proposal, spelt)).toMatchObject({
      status: 403,
      reason: 'self-approval',
    });
    const { body: mine } = await call(
      spelt,
      'get',
      '/facts-proposals?view=proposed',
    );
    expect(mine.items).toMatchObject([{ id: proposal.id }]);
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

  it('are accepted by nobody where no group is configured', async () => {
    const { decide, proposal } = await registered({
      chatbots: { governance: { registryReviewers: [] } },
    });
    expect(await decide(proposal)).toMatchObject({
      status: 403,
      reason: 'not-a-registry-reviewer',
    });
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

  it('are listed among the chatbots that need whoever may accept them', async () => {
    const { call, decide, propose, proposal } = await registered();
    const needing = async (by: string) => {
      const { body } = await call(by, 'get', '/chatbots?needsMe=true');
      return [body.counts.needsMe, body.items[0]?.proposal];
    };
    const waitingSince = proposal.proposedAt;
    expect(await needing('reviewer-one')).toEqual([
      1,
      { mine: true, waitingSince },
    ]);
    expect(await needing('engineer')).toEqual([0, undefined]);
    expect(await needing('auditor')).toEqual([0, undefined]);
    expect((await call('engineer', 'get', '/chatbots')).body.items).toEqual([
      expect.objectContaining({ proposal: { mine: false, waitingSince } }),
    ]);
    await decide(proposal);
    expect(await needing('reviewer-one')).toEqual([0, undefined]);
    await propose({ riskClass: 'high' }, 'reviewer-one');
    expect(await needing('reviewer-one')).toEqual([0, undefined]);
    expect(await needing('reviewer-two')).toEqual([
      1,
      { mine: true, waitingSince: expect.any(String) },
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
