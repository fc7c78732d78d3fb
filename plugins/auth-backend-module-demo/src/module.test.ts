import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authModuleDemo from './index';

const HEADER = 'x-chatbot-portal-demo-user';

const engineer: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'engineer', namespace: 'default' },
  spec: {
    profile: { displayName: 'Engineer', email: 'engineer@portal.example' },
    memberOf: ['chatbot-team'],
  },
  relations: [{ type: 'memberOf', targetRef: 'group:default/chatbot-team' }],
};
const stranger: Entity = {
  ...engineer,
  metadata: { name: 'stranger', namespace: 'default' },
};

function startBackend(
  options: { listen?: string; environment?: string; demo?: boolean } = {},
) {
  const { listen = '127.0.0.1:0', environment, demo = true } = options;
  return startTestBackend({
    features: [
      authPlugin,
      authModuleDemo,
      catalogServiceMock.factory({ entities: [engineer, stranger] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          backend: { baseUrl: 'http://localhost:7007', listen },
          auth: {
            environment: environment ?? 'development',
            providers: demo ? { demo: { users: ['engineer', 'leaver'] } } : {},
          },
        },
      }),
    ],
  });
}

describe('authModuleDemo', () => {
  it('issues a token for a listed user, with ownership from the catalog', async () => {
    const { server } = await startBackend();

    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set(HEADER, 'engineer');

    expect(response.status).toBe(200);
    expect(response.body.profile).toEqual({
      displayName: 'Engineer',
      email: 'engineer@portal.example',
    });
    const { token, identity } = response.body.backstageIdentity;
    expect(identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/engineer',
      ownershipEntityRefs: [
        'user:default/engineer',
        'group:default/chatbot-team',
      ],
    });
    const claims = JSON.parse(
      Buffer.from(token.split('.')[1], 'base64url').toString('utf8'),
    );
    expect(claims.sub).toBe('user:default/engineer');
  });

  it('refuses a user of the catalog that is not listed', async () => {
    const { server } = await startBackend();

    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set(HEADER, 'stranger');

    expect(response.status).toBe(401);
    expect(response.body.error.message).toContain('Unknown demo user');
    expect(response.body.backstageIdentity).toBeUndefined();
  });

  it('refuses a listed user that the catalog does not have', async () => {
    const { server } = await startBackend();

    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set(HEADER, 'leaver');

    expect(response.status).toBe(404);
  });

  it('refuses a request without a chosen user', async () => {
    const { server } = await startBackend();

    const response = await request(server).get('/api/auth/demo/refresh');

    expect(response.status).toBe(401);
    expect(response.body.error.message).toContain('Choose a demo user');
  });

  it('refuses a page that points its own name at this machine', async () => {
    const { server } = await startBackend();

    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set('Host', 'rebinding.example')
      .set(HEADER, 'engineer');

    expect(response.status).toBe(403);
  });

  it('ends the start of the backend on a listener that others can reach', async () => {
    await expect(startBackend({ listen: '0.0.0.0:0' })).rejects.toThrow(
      'Demo sign-in refuses to start',
    );
  });

  it('ends the start of the backend in production', async () => {
    await expect(startBackend({ environment: 'production' })).rejects.toThrow(
      'Demo sign-in refuses to start',
    );
  });

  it('stays out of the way where it is not configured', async () => {
    const { server } = await startBackend({
      listen: '0.0.0.0:0',
      environment: 'production',
      demo: false,
    });

    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set(HEADER, 'engineer');

    expect(response.status).toBe(404);
  });
});
