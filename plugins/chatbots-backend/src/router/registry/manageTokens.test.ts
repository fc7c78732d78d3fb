import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { permissionsOf } from '../../__testUtils__/permissionsOf';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();

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
