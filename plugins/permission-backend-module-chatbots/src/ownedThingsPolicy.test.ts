import {
  catalogEntityCreatePermission,
  catalogEntityReadPermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogMemberships } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { CHATBOT_PORTAL_KINDS } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotsPermissionPolicy } from './ChatbotsPermissionPolicy';
import { decideOnOwnedThings } from './ownedThingsPolicy';

const groups = {
  auditors: ['group:default/auditors'],
  administrators: ['group:default/platform'],
};
const USER = 'user:default/engineer';
const engineer = {
  userEntityRef: USER,
  ownershipEntityRefs: [USER, 'group:default/chatbot-team'],
};
const administrator = {
  userEntityRef: 'user:default/platform-admin',
  ownershipEntityRefs: ['group:default/platform'],
};
const notOfOurKinds = {
  not: {
    rule: 'IS_ENTITY_KIND',
    resourceType: 'catalog-entity',
    params: { kinds: [...CHATBOT_PORTAL_KINDS] },
  },
};
const isOwner = {
  rule: 'IS_ENTITY_OWNER',
  resourceType: 'catalog-entity',
  params: { claims: engineer.ownershipEntityRefs },
};

describe('decideOnOwnedThings', () => {
  const decide = (
    name: string,
    person: typeof engineer | undefined = engineer,
  ) => decideOnOwnedThings({ name }, person, groups);

  it('lets people delete what they own, except for what the registry projects', () => {
    expect(decide('catalog.entity.delete')).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: { allOf: [notOfOurKinds, isOwner] },
    });
  });

  it('lets not even administrators delete what the registry projects', () => {
    expect(decide('catalog.entity.delete', administrator)).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: { allOf: [notOfOurKinds] },
    });
  });

  it('lets people refresh what they own', () => {
    expect(decide('catalog.entity.refresh')).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: isOwner,
    });
  });

  it.each(['scaffolder.task.read', 'scaffolder.task.cancel'])(
    'gives %s on the tasks that people started themselves',
    name => {
      expect(decide(name)).toMatchObject({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'scaffolder',
        resourceType: 'scaffolder-task',
        conditions: { rule: 'IS_TASK_OWNER', params: { createdBy: [USER] } },
      });
      expect(decide(name, administrator)?.result).toBe(AuthorizeResult.ALLOW);
    },
  );

  it.each(['catalog.location.delete', 'backend.scheduled-task.manage'])(
    'gives %s to administrators alone',
    name => {
      expect(decide(name)?.result).toBe(AuthorizeResult.DENY);
      expect(decide(name, administrator)?.result).toBe(AuthorizeResult.ALLOW);
    },
  );

  it('denies all of it to whoever is not signed in', () => {
    expect(
      decideOnOwnedThings({ name: 'scaffolder.task.read' }, undefined, groups),
    ).toEqual({ result: AuthorizeResult.DENY });
  });

  it('leaves alone what belongs to nobody', () => {
    expect(decide('catalog.entity.read')).toBeUndefined();
  });
});

describe('ChatbotsPermissionPolicy', () => {
  const user = (name: string, memberOf: string[]): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf },
    relations: memberOf.map(targetRef => ({ type: 'memberOf', targetRef })),
  });
  const group = (name: string): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: {},
  });
  const policy = ChatbotsPermissionPolicy.create({
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async credentials => {
        const { userEntityRef } = (
          credentials as ReturnType<typeof mockCredentials.user>
        ).principal;
        return { userEntityRef, ownershipEntityRefs: [] };
      },
    }),
    memberships: CatalogMemberships.fromConfig(new ConfigReader({}), {
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          user('engineer', ['group:default/chatbot-team']),
          user('platform-admin', ['group:default/platform']),
          group('chatbot-team'),
          group('platform'),
        ],
      }),
    }),
    groups,
  });

  async function decide(
    permission: Parameters<typeof policy.handle>[0]['permission'],
    ref?: string,
  ) {
    const credentials = ref && mockCredentials.user(ref);
    const asker = credentials && { credentials };
    return policy.handle(
      { permission },
      asker as Parameters<typeof policy.handle>[1],
    );
  }

  it.each([
    catalogEntityReadPermission,
    catalogEntityCreatePermission,
    catalogLocationCreatePermission,
    taskCreatePermission,
  ])('leaves $name to everybody who is signed in', async permission => {
    expect(await decide(permission, USER)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    expect(await decide(permission)).toEqual({ result: AuthorizeResult.DENY });
  });

  it.each(['update', 'delete'] as const)(
    'leaves an %s of a plugin that it does not know to administrators',
    async action => {
      const permission = createPermission({
        name: 'acme.thing.change',
        attributes: { action },
      });
      expect(await decide(permission, USER)).toEqual({
        result: AuthorizeResult.DENY,
      });
      expect(await decide(permission, administrator.userEntityRef)).toEqual({
        result: AuthorizeResult.ALLOW,
      });
    },
  );

  it('leaves entities to the groups that the catalog has the person in', async () => {
    const permission = createPermission({
      name: 'catalog.entity.refresh',
      attributes: { action: 'update' },
      resourceType: 'catalog-entity',
    });
    expect(await decide(permission, USER)).toMatchObject({
      conditions: isOwner,
    });
    expect(await decide(permission, administrator.userEntityRef)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});
