import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { permissionsOf } from '../../__testUtils__/permissionsOf';
import {
  as,
  registerWithToken,
  registration,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('changing facts on %s', id => {
  async function start(
    options: Omit<Parameters<typeof startChatbots>[0], 'knex'> = {
      config: { permission: { enabled: true } },
      features: [permissionsOf({})],
    },
  ) {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex, ...options });
    const token = await registerWithToken(server);
    await registerWithToken(server, { name: 'other-bot' });
    const change = async (
      facts: object,
      credential = as('platform-admin'),
      chatbot = 'support-bot',
    ) => {
      const { status, body } = await request(server)
        .put(`/api/chatbots/v1/chatbots/${chatbot}/facts`)
        .set('Authorization', credential)
        .send(facts);
      return { status, reason: body.error?.reason, body };
    };
    return { knex, server, backend, token, change };
  }

  it('records what was and what is, once', async () => {
    const { knex, backend, change } = await start();
    const facts = { riskClass: 'high', owner: 'group:default/platform' };
    expect(await change(facts)).toMatchObject({ status: 200, body: facts });
    expect(await change(facts)).toMatchObject({ status: 200 });
    const events = await knex('audit_events').where({
      type: 'chatbot.facts-changed',
    });
    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0].body).data).toMatchObject({
      before: { riskClass: 'limited', owner: 'group:default/chatbot-team' },
      after: { riskClass: 'high', owner: 'group:default/platform' },
    });
    await backend.stop();
  });

  it('keeps a person who owns a chatbot out of the hashed bytes', async () => {
    const { knex, backend, change } = await start();
    await change({ owner: 'user:default/engineer' });
    const [event] = await knex('audit_events').where({
      type: 'chatbot.facts-changed',
    });
    expect(event.body).not.toContain('engineer');
    await backend.stop();
  });

  it('takes the tokens of a repository that is left', async () => {
    const { server, backend, token, change } = await start();
    const { repository } = registration();
    expect(
      await change({ repository: { ...repository, id: 'new-home' } }),
    ).toMatchObject({ status: 200 });
    const { body } = await request(server)
      .post('/api/chatbots/pipeline/v1/versions')
      .set('Authorization', `Bearer ${token}`)
      .send(versionReport());
    expect(body.error.reason).toBe('token-revoked');
    await backend.stop();
  });

  it('refuses what can not be', async () => {
    const { backend, change } = await start();
    expect(
      await change({ riskClass: 'high' }, undefined, 'nobody'),
    ).toMatchObject({ status: 404, reason: 'chatbot-unknown' });
    expect(await change({ owner: 'group:default/nobody' })).toMatchObject({
      status: 400,
      reason: 'owner-unknown',
    });
    expect(
      await change({
        repository: registration({ name: 'other-bot' }).repository,
      }),
    ).toMatchObject({ status: 409, reason: 'repository-taken' });
    expect(await change({})).toMatchObject({
      status: 400,
      reason: 'input-invalid',
    });
    expect(
      await change({ riskClass: 'high' }, mockCredentials.service.header()),
    ).toMatchObject({ status: 403, reason: 'user-required' });
    await backend.stop();
  });

  it('is for administrators, and nobody is one by default', async () => {
    const denied = await start({
      config: { permission: { enabled: true } },
      features: [permissionsOf({ 'chatbots.chatbot.administer': 'deny' })],
    });
    expect(await denied.change({ riskClass: 'high' })).toMatchObject({
      status: 403,
      reason: 'not-allowed',
    });
    await denied.backend.stop();
    const off = await start({});
    expect(await off.change({ riskClass: 'high' })).toMatchObject({
      status: 403,
      reason: 'not-allowed',
    });
    await off.backend.stop();
  });
});

describe('tokens', () => {
  it.each([
    ['a member of the owner', 'lead', {}, 201],
    ['somebody else', 'auditor', {}, 403],
    ['an administrator', 'auditor', { permission: { enabled: true } }, 201],
  ])('are issued to %s', async (_, user, config, status) => {
    const knex = await databases.init('SQLITE_3');
    const { server, backend } = await startChatbots({
      knex,
      config,
      features: [permissionsOf({})],
    });
    await registerWithToken(server);
    const tokens = '/api/chatbots/v1/chatbots/support-bot/tokens';
    const issued = await request(server)
      .post(tokens)
      .set('Authorization', as(user))
      .send({ purpose: 'mine' });
    const listed = await request(server)
      .get(tokens)
      .set('Authorization', as(user));
    const byMachine = await request(server)
      .post(tokens)
      .set('Authorization', mockCredentials.service.header())
      .send({ purpose: 'mine' });
    const unknown = await request(server)
      .delete(`${tokens}/11111111-1111-4111-8111-111111111111`)
      .set('Authorization', as(user));
    const mayManage = status === 201;
    expect([issued, listed, byMachine, unknown].map(one => one.status)).toEqual(
      [status, mayManage ? 200 : 403, 403, mayManage ? 404 : 403],
    );
    await backend.stop();
  });
});
