import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { organisation } from '../__testUtils__/organisation';
import { CatalogMembershipReader } from './CatalogMembershipReader';
import { CatalogUserMapper } from './CatalogUserMapper';
import { warnOfUntrusted } from './warnOfUntrusted';

const auth = mockServices.auth();
const config = mockServices.rootConfig();

function entity(
  kind: string,
  name: string,
  rest: { annotations?: Record<string, string>; email?: string } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: rest.annotations,
    },
    spec: rest.email ? { profile: { email: rest.email } } : {},
  };
}

const down = {
  getEntitiesByRefs: async () => {
    throw new Error('connect ECONNREFUSED 10.0.0.7:7007');
  },
  getEntities: async () => {
    throw new Error('connect ECONNREFUSED 10.0.0.7:7007');
  },
};

describe('CatalogMembershipReader', () => {
  it('reads groups, and whether an entity exists', async () => {
    const reader = CatalogMembershipReader.create({
      auth,
      config,
      catalog: catalogServiceMock({ entities: organisation }),
    });
    expect([...(await reader.groupsOf('User:default/Lead'))].sort()).toEqual([
      'group:default/chatbot-team',
      'group:default/release-managers',
    ]);
    expect(await reader.groupsOf('user:default/nobody')).toEqual(new Set());
    expect(await reader.exists('group:default/platform')).toBe(true);
    expect(await reader.exists('group:default/none')).toBe(false);
  });

  it('says that it does not know when the catalog is down', async () => {
    const reader = CatalogMembershipReader.create({
      auth,
      config,
      catalog: Object.assign(catalogServiceMock(), down),
    });
    const failure = await reader
      .groupsOf('user:default/a')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'ServiceUnavailableError',
      reason: 'membership-unavailable',
    });
    expect(String(failure)).not.toContain('10.0.0.7');
  });
});

describe('CatalogUserMapper', () => {
  it('maps logins and e-mail addresses in any case', async () => {
    const mapper = CatalogUserMapper.create({
      auth,
      config,
      catalog: catalogServiceMock({ entities: organisation }),
    });
    expect(await mapper.byLogin(['Engineer', 'stranger', ''])).toEqual(
      new Map([['Engineer', 'user:default/engineer']]),
    );
    expect(
      await mapper.byEmail(['LEAD@example.com', 'nobody@example.com']),
    ).toEqual(new Map([['LEAD@example.com', 'user:default/lead']]));
  });

  it('guesses nobody when two users claim one identity', async () => {
    const twice = { annotations: { 'github.com/user-login': 'shared' } };
    const mapper = CatalogUserMapper.create({
      auth,
      config,
      catalog: catalogServiceMock({
        entities: [
          entity('User', 'a', { ...twice, email: 'x@example.com' }),
          entity('User', 'b', { ...twice, email: 'x@example.com' }),
        ],
      }),
    });
    expect(await mapper.byLogin(['shared'])).toEqual(new Map());
    expect(await mapper.byEmail(['x@example.com'])).toEqual(new Map());
  });

  it('maps nothing to a user of a location that is not trusted', async () => {
    const from = (origin: string) => ({
      annotations: {
        'github.com/user-login': 'shared',
        'backstage.io/managed-by-origin-location': origin,
      },
      email: 'x@example.com',
    });
    const mapper = CatalogUserMapper.create({
      auth,
      config: mockServices.rootConfig({
        data: {
          chatbots: {
            governance: { trustedLocations: ['url:https://git.example/org'] },
          },
        },
      }),
      catalog: catalogServiceMock({
        entities: [
          entity('User', 'a', from('url:https://git.example/org/people.yaml')),
          entity('User', 'b', from('url:https://git.example/evil/b.yaml')),
        ],
      }),
    });
    expect(await mapper.byLogin(['shared'])).toEqual(
      new Map([['shared', 'user:default/a']]),
    );
    expect(await mapper.byEmail(['x@example.com'])).toEqual(
      new Map([['x@example.com', 'user:default/a']]),
    );
  });

  it('says that it does not know when the catalog is down', async () => {
    const mapper = CatalogUserMapper.create({
      auth,
      config,
      catalog: Object.assign(catalogServiceMock(), down),
    });
    await expect(mapper.byLogin(['x'])).rejects.toMatchObject({
      reason: 'membership-unavailable',
    });
  });
});

describe('warnOfUntrusted', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => {
    Reflect.set(process.env, 'NODE_ENV', NODE_ENV);
  });

  function warnings(trustedLocations?: string[]) {
    const logger = mockServices.logger.mock();
    warnOfUntrusted(
      mockServices.rootConfig({
        data: { chatbots: { governance: { trustedLocations } } },
      }),
      logger,
    );
    return logger.warn.mock.calls.length;
  }

  it('warns in production when every location decides', () => {
    Reflect.set(process.env, 'NODE_ENV', 'production');
    expect(warnings()).toBe(1);
    expect(warnings(['url:https://git.example/org'])).toBe(0);
  });

  it('says nothing in development, but refuses what is no location', () => {
    expect(warnings()).toBe(0);
    expect(() => warnings(['https://git.example/org'])).toThrow(
      'chatbots.governance.trustedLocations',
    );
  });
});
