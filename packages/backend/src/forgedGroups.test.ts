import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  PermissionsService,
  PermissionsServiceRequestOptions,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import eventsPlugin from '@backstage/plugin-events-backend';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import chatbotsPlugin from '@chatbot-portal/backstage-plugin-chatbots-backend';
import { CatalogMemberships } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { ChatbotsPermissionPolicy } from '@chatbot-portal/backstage-plugin-permission-backend-module-chatbots';
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { databaseConfig } from './__testUtils__/databaseConfig';
import { as, Portal, until } from './__testUtils__/Portal';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../../..');
const databases = TestDatabases.create({ ids: ['POSTGRES_16', 'SQLITE_3'] });
const ORG = readFileSync(resolve(ROOT, 'examples/org.yaml'), 'utf8');

/** A group that an engineer writes: they are in it, and it is in a group that decides. */
function forged(parent: string): string {
  return `---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: forged-${parent} }
spec: { type: team, children: [], members: [engineer], parent: ${parent} }
`;
}

const FORGED = ['ai-governance', 'platform', 'auditors'].map(forged).join('');

/** Permissions as the policy decides them for people. The permission backend needs real tokens, which `signIn.test.ts` tries. */
const askingThePolicy = createServiceFactory({
  service: coreServices.permissions,
  deps: {
    auth: coreServices.auth,
    catalog: catalogServiceRef,
    config: coreServices.rootConfig,
    userInfo: coreServices.userInfo,
  },
  factory({ auth, catalog, config, userInfo }): PermissionsService {
    const policy = ChatbotsPermissionPolicy.create({
      userInfo,
      memberships: CatalogMemberships.fromConfig(config, { auth, catalog }),
      groups: {
        auditors: ['group:default/auditors'],
        administrators: ['group:default/platform'],
      },
    });
    const decide = async (
      requests: { permission: Permission }[],
      options?: PermissionsServiceRequestOptions,
    ) =>
      Promise.all(
        requests.map(async ({ permission }) => {
          const credentials =
            options && 'credentials' in options
              ? options.credentials
              : undefined;
          if (!credentials || !auth.isPrincipal(credentials, 'user')) {
            return { result: AuthorizeResult.ALLOW };
          }
          const { userEntityRef } = credentials.principal;
          return policy.handle(
            { permission },
            { credentials, info: { userEntityRef, ownershipEntityRefs: [] } },
          );
        }),
      );
    return {
      authorize: async (requests, options) =>
        (await decide(requests, options)).map(({ result }) => ({
          result:
            result === AuthorizeResult.ALLOW
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        })),
      authorizeConditional: decide,
    };
  },
});

/** A git host with the organisation, and a folder of a similar name that an engineer writes to. */
async function startFiles(): Promise<{ server: Server; url: string }> {
  const server = createServer((req, res) => {
    const files: Record<string, string> = {
      '/org/people.yaml': ORG,
      '/org-of-mine/groups.yaml': FORGED,
    };
    const text = files[req.url ?? ''];
    res.statusCode = text ? 200 : 404;
    res.end(text);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
}

describe.each(databases.eachSupportedId())('forged groups on %s', id => {
  it('lets no engineer decide, administer or audit by a Group that they register', async () => {
    const files = await startFiles();
    const backend = await startTestBackend({
      features: [
        chatbotsPlugin,
        catalogPlugin,
        eventsPlugin,
        notificationsPlugin,
        askingThePolicy,
        databaseServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              baseUrl: 'http://localhost:7007',
              database: databaseConfig(await databases.init(id)),
              reading: { allow: [{ host: new URL(files.url).host }] },
            },
            permission: { enabled: true },
            catalog: {
              // A catalog that takes groups from everywhere: nothing but the trusted location stands in the way.
              rules: [{ allow: ['User', 'Group', 'Location'] }],
              locations: [
                { type: 'url', target: `${files.url}/org/people.yaml` },
              ],
            },
            chatbots: {
              governance: {
                trustedLocations: [`url:${files.url}/org`],
                registryReviewers: ['group:default/ai-governance'],
              },
              policy: {
                file: resolve(ROOT, 'examples/policies/default.yaml'),
              },
            },
          },
        }),
      ],
    });
    const portal = new Portal(backend.server);
    const groupsInCatalog = async () => {
      const { body } = await portal.get(
        '/api/catalog/entities/by-name/user/default/engineer',
        'lead',
      );
      return JSON.stringify(body.relations ?? []);
    };
    await until('the organisation is in the catalog', async () =>
      (await groupsInCatalog()).includes('group:default/chatbot-team'),
    );
    await portal.register('support-bot', 'lead');
    const promotionId = await portal.requestPromotion('support-bot', 'lead');
    const path = `/api/chatbots/v1/promotions/${promotionId}`;
    const detail = async (by: string) => (await portal.get(path, by)).body;
    const { bindingDigest } = (await detail('engineer')).promotion;
    const approve = (by: string) =>
      portal.post(`${path}/decisions`, as(by), {
        decision: 'approve',
        bindingDigest,
      });

    await portal
      .post('/api/catalog/locations', as('engineer'), {
        type: 'url',
        target: `${files.url}/org-of-mine/groups.yaml`,
      })
      .expect(201);
    await until('the catalog believes it', async () => {
      const relations = await groupsInCatalog();
      return ['ai-governance', 'platform', 'auditors'].every(name =>
        relations.includes(`group:default/forged-${name}`),
      );
    });

    const why = `group:default/forged-ai-governance does not count: the catalog has it from url:${files.url}/org-of-mine/groups.yaml, which chatbots.governance.trustedLocations does not name.`;
    const refused = await approve('engineer').expect(403);
    expect(refused.body.error.reason).toBe('not-an-approver');
    expect(refused.body.error.hint).toContain(why);
    expect((await detail('engineer')).mayDecide).toMatchObject({
      allowed: false,
      reasonCode: 'not-an-approver',
      reason: expect.stringContaining(why),
    });
    const proposals = '/api/chatbots/v1/facts-proposals';
    const proposed = async (by: string) =>
      (await portal.get(proposals, by)).body.items[0];
    const proposal = await proposed('reviewer-two');
    const accept = (by: string) =>
      portal.post(`${proposals}/${proposal.id}/decision`, as(by), {
        decision: 'accept',
        digest: proposal.digest,
      });
    const unaccepted = await accept('engineer').expect(403);
    expect(unaccepted.body.error).toMatchObject({
      reason: 'not-a-registry-reviewer',
      hint: expect.stringContaining(why),
    });
    const inbox = async (by: string) =>
      (await portal.get('/api/chatbots/v1/promotions?view=decide', by)).body
        .items.length;
    expect([await inbox('engineer'), await inbox('reviewer-two')]).toEqual([
      0, 1,
    ]);

    const status = async (by: string) => {
      const audit = await portal.get('/api/chatbots/v1/audit/events', by);
      const policy = await portal.post('/api/chatbots/v1/policies', as(by), {
        text: 'kind: PromotionPolicy',
      });
      return [audit.status, policy.status];
    };
    expect(await status('engineer')).toEqual([403, 403]);
    expect(await status('auditor')).toEqual([200, 403]);
    // An administrator may propose, and learns that the text is no policy.
    expect(await status('platform-admin')).toEqual([200, 422]);

    await approve('reviewer-two').expect(201);
    await backend.stop();
    await new Promise(done => {
      files.server.close(done);
    });
  });
});
