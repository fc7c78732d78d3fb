import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigSources } from '@backstage/config-loader';
import authPlugin from '@backstage/plugin-auth-backend';
import oidcProvider from '@backstage/plugin-auth-backend-module-oidc-provider';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { JsonObject } from '@backstage/types';
import demoSignIn from '@chatbot-portal/backstage-plugin-auth-backend-module-demo';
import chatbotsPlugin from '@chatbot-portal/backstage-plugin-chatbots-backend';
import { resolve } from 'node:path';
import permissionPolicy from '@chatbot-portal/backstage-plugin-permission-backend-module-chatbots';
import request from 'supertest';
import {
  CLIENT,
  logIn,
  startOpenIdProvider,
} from './__testUtils__/startOpenIdProvider';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../..');
const PORTAL = 'https://portal.example';

const engineer: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'engineer', namespace: 'default' },
  spec: { profile: { email: 'engineer@portal.example' } },
  relations: [{ type: 'memberOf', targetRef: 'group:default/chatbot-team' }],
};

/** The part of the production configuration that a sign-in needs, as it is shipped. */
async function readProductionConfig(
  environment: Record<string, string>,
): Promise<{ auth: JsonObject; permission: JsonObject }> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: ROOT,
      argv: ['--config', resolve(ROOT, 'app-config.production.yaml')],
      substitutionFunc: async name => environment[name],
      env: {},
    }),
  );
  const { auth, permission } = config.get<{
    auth: JsonObject;
    permission: JsonObject;
  }>();
  config.close();
  return { auth, permission };
}

describe('sign-in in production', () => {
  let provider: Awaited<ReturnType<typeof startOpenIdProvider>>;
  let backend: TestBackend;

  beforeAll(async () => {
    // The provider tells on the console what it would want in production.
    jest.spyOn(console, 'warn').mockImplementation();
    jest.spyOn(console, 'info').mockImplementation();
    provider = await startOpenIdProvider({
      redirectUri: `${PORTAL}/api/auth/oidc/handler/frame`,
      accounts: {
        engineer: { email: 'engineer@portal.example', verified: true },
        pretender: { email: 'engineer@portal.example', verified: false },
        stranger: { email: 'stranger@portal.example', verified: true },
      },
    });
    const { auth, permission } = await readProductionConfig({
      PORTAL_URL: PORTAL,
      OIDC_METADATA_URL: provider.metadataUrl,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      AUTH_SESSION_SECRET: 'secret-of-the-session',
    });
    backend = await startTestBackend({
      features: [
        authPlugin,
        oidcProvider,
        demoSignIn,
        permissionPlugin,
        permissionPolicy,
        chatbotsPlugin,
        // The real ones: what the sign-in hands out has to open the other plugins.
        authServiceFactory,
        httpAuthServiceFactory,
        userInfoServiceFactory,
        createServiceFactory({
          service: coreServices.discovery,
          deps: {},
          // As behind an ingress: one address for people, another for plugins among themselves.
          factory: () => ({
            getBaseUrl: async plugin =>
              `http://127.0.0.1:${backend.server.port()}/api/${plugin}`,
            getExternalBaseUrl: async plugin => `${PORTAL}/api/${plugin}`,
          }),
        }),
        catalogServiceMock.factory({ entities: [engineer] }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: PORTAL },
            backend: { baseUrl: PORTAL },
            auth,
            permission,
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend.stop();
    await provider.stop();
    jest.restoreAllMocks();
  });

  /** Where the portal sends a person's window, and the cookie that ties the answer to it. */
  async function begin() {
    const started = await request(backend.server)
      .get('/api/auth/oidc/start')
      .query({ env: 'production', origin: PORTAL, flow: 'popup' })
      // TLS ends at the ingress before the portal.
      .set('X-Forwarded-Proto', 'https');
    expect([started.status, started.text]).toEqual([302, expect.anything()]);
    const cookies = started.get('Set-Cookie') ?? [];
    return {
      cookie: cookies
        .filter(one => !one.includes('Max-Age=0'))
        .map(one => one.split(';')[0])
        .join('; '),
      location: started.headers.location,
    };
  }

  /** What the window tells the page that opened it, once the provider sent it back. */
  async function end(back: URL, cookie: string) {
    const framed = await request(backend.server)
      .get(`${back.pathname}${back.search}`)
      .set('X-Forwarded-Proto', 'https')
      .set('Cookie', cookie);
    const [, message] =
      /decodeURIComponent\('([^']*)'\)/.exec(framed.text) ?? [];
    return JSON.parse(decodeURIComponent(message));
  }

  async function signIn(login: string) {
    const { cookie, location } = await begin();
    return end(await logIn(location, login), cookie);
  }

  it('makes a user of the catalog out of an account with a verified address', async () => {
    const { type, response, error } = await signIn('engineer');
    expect({ type, error }).toEqual({
      type: 'authorization_response',
      error: undefined,
    });
    expect(response.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/engineer',
      ownershipEntityRefs: [
        'user:default/engineer',
        'group:default/chatbot-team',
      ],
    });
    // What the sign-in handed out is what the other plugins take.
    const asked = request(backend.server)
      .get('/api/chatbots/v1/chatbots')
      .set('Authorization', `Bearer ${response.backstageIdentity.token}`);
    const { status, body } = await asked;
    expect({ status, body }).toMatchObject({ status: 200, body: { total: 0 } });
    await request(backend.server).get('/api/chatbots/v1/chatbots').expect(401);
  });

  it.each([
    ['whose address nobody verified', 'pretender', 'does not contain an email'],
    [
      'that the catalog has no user for',
      'stranger',
      'unable to resolve user identity',
    ],
  ])('refuses an account %s', async (_, login, message) => {
    const { response, error } = await signIn(login);
    expect(response).toBeUndefined();
    expect(error.message).toContain(message);
  });

  it('refuses an answer that this browser did not ask for', async () => {
    const mine = await begin();
    const theirs = await begin();
    const back = await logIn(theirs.location, 'engineer');
    const { response, error } = await end(back, mine.cookie);
    expect(response).toBeUndefined();
    expect(error.message).toMatch(/nonce/i);
  });

  it('refuses a code that the provider did not give', async () => {
    const { cookie, location } = await begin();
    const back = await logIn(location, 'engineer');
    back.searchParams.set('code', 'guessed');
    const { response, error } = await end(back, cookie);
    expect(response).toBeUndefined();
    expect(error.message).toContain('invalid_grant');
  });

  it('knows no demo user', async () => {
    const { status } = await request(backend.server)
      .get('/api/auth/demo/refresh')
      .set('x-chatbot-portal-demo-user', 'engineer');
    expect(status).toBe(404);
  });
});
