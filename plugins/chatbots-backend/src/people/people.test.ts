import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { organisation } from '../__testUtils__/organisation';
import { CatalogMembershipReader } from './CatalogMembershipReader';
import { CatalogUserMapper } from './CatalogUserMapper';

const auth = mockServices.auth();

function entity(
  kind: string,
  name: string,
  relations: [type: string, target: string][],
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
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
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
  it('follows groups to their parents and survives a cycle', async () => {
    const reader = CatalogMembershipReader.create({
      auth,
      catalog: catalogServiceMock({
        entities: [
          entity('User', 'a', [
            ['memberOf', 'group:default/leaf'],
            ['ownerOf', 'component:default/x'],
          ]),
          entity('Group', 'leaf', [['childOf', 'group:default/mid']]),
          entity('Group', 'mid', [['childOf', 'group:default/top']]),
          entity('Group', 'top', [
            ['childOf', 'group:default/leaf'],
            ['parentOf', 'group:default/sibling'],
          ]),
          entity('Group', 'sibling', []),
        ],
      }),
    });
    expect([...(await reader.groupsOf('User:default/A'))].sort()).toEqual([
      'group:default/leaf',
      'group:default/mid',
      'group:default/top',
    ]);
    expect(await reader.groupsOf('user:default/nobody')).toEqual(new Set());
    expect(await reader.exists('group:default/mid')).toBe(true);
    expect(await reader.exists('group:default/none')).toBe(false);
  });

  it('says that it does not know when the catalog is down', async () => {
    const reader = CatalogMembershipReader.create({
      auth,
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
      catalog: catalogServiceMock({
        entities: [
          entity('User', 'a', [], { ...twice, email: 'x@example.com' }),
          entity('User', 'b', [], { ...twice, email: 'x@example.com' }),
        ],
      }),
    });
    expect(await mapper.byLogin(['shared'])).toEqual(new Map());
    expect(await mapper.byEmail(['x@example.com'])).toEqual(new Map());
  });

  it('says that it does not know when the catalog is down', async () => {
    const mapper = CatalogUserMapper.create({
      auth,
      catalog: Object.assign(catalogServiceMock(), down),
    });
    await expect(mapper.byLogin(['x'])).rejects.toMatchObject({
      reason: 'membership-unavailable',
    });
  });
});
