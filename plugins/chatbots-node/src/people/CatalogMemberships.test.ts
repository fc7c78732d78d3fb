import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { CatalogMemberships } from './CatalogMemberships';

const ORG = 'url:https://git.example/org/people.yaml';
const EVIL = 'url:https://git.example/evil/groups.yaml';

/** An entity as the catalog has it: with its own spec, and relations that anybody may have added. */
function entity(
  ref: string,
  options: { from?: string; spec?: JsonObject; relations?: string[] } = {},
): Entity {
  const [kind, name] = ref.split(':');
  const type = kind === 'User' ? 'memberOf' : 'childOf';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-origin-location': options.from ?? ORG,
      },
    },
    spec: options.spec ?? {},
    relations: (options.relations ?? []).map(target => ({
      type,
      targetRef: `group:default/${target}`,
    })),
  };
}

function membershipOf(
  entities: Entity[],
  trusted: string[] | undefined = [ORG],
) {
  return CatalogMemberships.fromConfig(
    new ConfigReader({
      chatbots: { governance: { trustedLocations: trusted } },
    }),
    {
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities }),
    },
  ).of('User:default/Engineer');
}

async function groupsOf(entities: Entity[], trusted?: string[]) {
  const { groups } = await membershipOf(entities, trusted);
  return [...groups].sort();
}

describe('CatalogMemberships', () => {
  it('follows what users and groups say of each other, and survives a cycle', async () => {
    expect(
      await groupsOf([
        entity('User:engineer', {
          spec: { memberOf: ['leaf'] },
          relations: ['leaf', 'listed'],
        }),
        entity('Group:listed', { spec: { members: ['engineer'] } }),
        entity('Group:leaf', {
          spec: { parent: 'group:default/mid' },
          relations: ['mid'],
        }),
        entity('Group:mid', { relations: ['top'] }),
        entity('Group:top', {
          spec: { parent: 'leaf', children: ['default/mid'] },
          relations: ['leaf'],
        }),
      ]),
    ).toEqual(
      ['leaf', 'listed', 'mid', 'top'].map(name => `group:default/${name}`),
    );
  });

  it('knows no groups of an unknown person', async () => {
    expect(await membershipOf([])).toEqual({ groups: new Set(), ignored: [] });
  });

  it('counts no group that the catalog does not have', async () => {
    expect(
      await groupsOf([
        entity('User:engineer', {
          spec: { memberOf: ['gone'] },
          relations: ['gone'],
        }),
      ]),
    ).toEqual([]);
  });

  it('counts no group from elsewhere on the way to a reviewer group, and tells it', async () => {
    const membership = await membershipOf([
      entity('User:engineer', { relations: ['evil'] }),
      entity('Group:evil', {
        from: EVIL,
        spec: { members: ['engineer'], parent: 'reviewers' },
        relations: ['reviewers'],
      }),
      entity('Group:reviewers'),
    ]);
    expect(membership).toEqual({
      groups: new Set(),
      ignored: [{ entityRef: 'group:default/evil', origin: EVIL }],
    });
  });

  it('counts no person from elsewhere', async () => {
    const membership = await membershipOf([
      entity('User:engineer', {
        from: EVIL,
        spec: { memberOf: ['reviewers'] },
        relations: ['reviewers'],
      }),
      entity('Group:reviewers', { spec: { members: ['engineer'] } }),
    ]);
    expect(membership).toEqual({
      groups: new Set(),
      ignored: [{ entityRef: 'user:default/engineer', origin: EVIL }],
    });
  });

  it('counts no relation that only a third entity adds', async () => {
    expect(
      await groupsOf([
        entity('User:engineer', {
          spec: { memberOf: ['team'] },
          relations: ['team', 'reviewers'],
        }),
        entity('Group:team', { relations: ['administrators'] }),
        entity('Group:reviewers', { spec: { members: ['lead'] } }),
        entity('Group:administrators', { spec: { children: ['platform'] } }),
      ]),
    ).toEqual(['group:default/team']);
  });

  it('takes every location while none is configured', async () => {
    const config = new ConfigReader({});
    const memberships = CatalogMemberships.fromConfig(config, {
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          entity('User:engineer', { relations: ['evil'] }),
          entity('Group:evil', { from: EVIL, spec: { members: ['engineer'] } }),
        ],
      }),
    });
    const { groups } = await memberships.of('user:default/engineer');
    expect([...groups]).toEqual(['group:default/evil']);
  });
});
