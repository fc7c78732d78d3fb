import { mockCredentials } from '@backstage/backend-test-utils';
import plugin from '@chatbot-portal/backstage-plugin-chatbots-backend';
import request from 'supertest';
import { startDemoPortal } from './__testUtils__/startDemoPortal';

jest.setTimeout(60_000);

const { NODE_ENV } = process.env;
const refusal = 'The example history refuses to start because';

function configWith(listen: string, history = true) {
  return {
    backend: { baseUrl: 'http://localhost:7007', listen },
    chatbots: { demo: { history } },
  };
}

describe('chatbotsModuleDemo', () => {
  afterEach(() => {
    Reflect.set(process.env, 'NODE_ENV', NODE_ENV);
  });

  it.each([true, false])(
    'ends the start of the backend in production, with history: %s',
    async history => {
      Reflect.set(process.env, 'NODE_ENV', 'production');

      await expect(
        startDemoPortal({ plugin, config: configWith('127.0.0.1:0', history) }),
      ).rejects.toThrow(`${refusal} NODE_ENV is 'production'`);
    },
  );

  it('ends the start of the backend on a listener that others can reach', async () => {
    await expect(
      startDemoPortal({ plugin, config: configWith('0.0.0.0:0') }),
    ).rejects.toThrow(`${refusal} 'backend.listen' is '0.0.0.0'`);
  });

  it('stays out of the way where it is not configured', async () => {
    const backend = await startDemoPortal({
      plugin,
      config: configWith('0.0.0.0:0', false),
    });

    const { body } = await request(backend.server)
      .get('/api/chatbots/v1/chatbots')
      .set('Authorization', mockCredentials.user.header());

    expect(body.items).toEqual([]);
    await backend.stop();
  });
});
