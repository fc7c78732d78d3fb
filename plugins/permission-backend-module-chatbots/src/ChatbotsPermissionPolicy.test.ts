import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  BasicPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  auditReadPermission,
  policyProposePermission,
  promotionDecidePermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { CatalogMemberships } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { ChatbotsPermissionPolicy } from './ChatbotsPermissionPolicy';

const PLATFORM = 'group:default/platform';
const AUDITORS = 'group:default/auditors';

function entity(
  kind: string,
  name: string,
  from: string,
  spec: Record<string, string[]>,
  relation?: string,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/managed-by-origin-location': from },
    },
    spec,
    relations: relation
      ? [
          {
            type: kind === 'User' ? 'memberOf' : 'childOf',
            targetRef: relation,
          },
        ]
      : [],
  };
}

const ORG = 'url:https://git.example/org/people.yaml';
const entities = [
  entity('User', 'admin', ORG, { memberOf: ['platform'] }, PLATFORM),
  entity('User', 'auditor', ORG, { memberOf: ['auditors'] }, AUDITORS),
  entity('User', 'engineer', ORG, {}, 'group:default/forged'),
  entity(
    'Group',
    'forged',
    'url:https://git.example/mine/groups.yaml',
    { members: ['engineer'], parent: ['platform'] },
    PLATFORM,
  ),
  entity('Group', 'platform', ORG, {}),
  entity('Group', 'auditors', ORG, {}),
];

describe('ChatbotsPermissionPolicy', () => {
  const catalog = catalogServiceMock.mock();
  catalog.getEntitiesByRefs.mockImplementation((...args) =>
    catalogServiceMock({ entities }).getEntitiesByRefs(...args),
  );
  const policy = ChatbotsPermissionPolicy.create({
    // As Backstage tells it: what the catalog believed at sign-in.
    userInfo: mockServices.userInfo({
      ownershipEntityRefs: ['user:default/engineer', PLATFORM, AUDITORS],
    }),
    memberships: CatalogMemberships.fromConfig(
      new ConfigReader({
        chatbots: {
          governance: { trustedLocations: ['url:https://git.example/org'] },
        },
      }),
      { catalog, auth: mockServices.auth() },
    ),
    groups: { auditors: [AUDITORS], administrators: [PLATFORM] },
  });

  async function isAllowed(permission: Permission, name: string) {
    const credentials = mockCredentials.user(`user:default/${name}`);
    const { result } = await policy.handle(
      { permission },
      {
        credentials,
        info: {
          userEntityRef: `user:default/${name}`,
          ownershipEntityRefs: [],
        },
      },
    );
    return result === AuthorizeResult.ALLOW;
  }

  it('makes nobody an administrator by a Group that they registered', async () => {
    expect(await isAllowed(policyProposePermission, 'admin')).toBe(true);
    expect(await isAllowed(auditReadPermission, 'auditor')).toBe(true);
    expect(await isAllowed(policyProposePermission, 'engineer')).toBe(false);
    expect(await isAllowed(auditReadPermission, 'engineer')).toBe(false);
  });

  it('asks the catalog only where groups could change the answer', async () => {
    catalog.getEntitiesByRefs.mockClear();
    const catalogRead: BasicPermission = {
      type: 'basic',
      name: 'catalog.entity.read',
      attributes: {},
    };
    expect(await isAllowed(promotionDecidePermission, 'engineer')).toBe(true);
    expect(await isAllowed(catalogRead, 'engineer')).toBe(true);
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('denies those who are not signed in, without asking anybody', async () => {
    catalog.getEntitiesByRefs.mockClear();
    for (const permission of [auditReadPermission, promotionDecidePermission]) {
      expect(await policy.handle({ permission })).toEqual({
        result: AuthorizeResult.DENY,
      });
    }
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });
});
