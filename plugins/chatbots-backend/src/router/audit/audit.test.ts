import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import {
  AnchoredCheckpoint,
  AuditAnchor,
  auditAnchorsExtensionPoint,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createHash, createPublicKey } from 'node:crypto';
import request from 'supertest';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { createTestDatabases } from '../../__testUtils__/databases';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('the audit log on %s', id => {
  it('publishes both keys to everybody', async () => {
    const knex = await databases.init(id);
    const { server } = await startChatbots({ knex });
    const { body } = await request(server)
      .get('/api/chatbots/.well-known/chatbot-portal/keys')
      .set('Authorization', 'Bearer nonsense')
      .expect(200);
    const [permit, log] = (body as Api.PublicKeys).keys;
    expect(permit).toMatchObject({ use: 'permit', algorithm: 'Ed25519' });
    const { name, publicKey } = parseVerifierKey(log.verifierKey ?? '', sha256);
    expect(name).toBe('localhost:7007/chatbots');
    expect(log.fingerprint).toBe(
      createHash('sha256').update(publicKey).digest('hex'),
    );
    const raw = createPublicKey(log.publicKeyPem).export({
      type: 'spki',
      format: 'der',
    });
    expect(raw.subarray(-32)).toEqual(Buffer.from(publicKey));
    expect(permit.publicKeyPem).not.toBe(log.publicKeyPem);
  });

  it('numbers and anchors by itself, and answers with proofs', async () => {
    const knex = await databases.init(id);
    const kept: AnchoredCheckpoint[] = [];
    const anchor: AuditAnchor = {
      id: 'elsewhere',
      anchor: async checkpoint => {
        kept.push(checkpoint);
      },
      readLast: async () => kept.at(-1),
    };
    const { server } = await startChatbots({
      knex,
      features: [
        createBackendModule({
          pluginId: 'chatbots',
          moduleId: 'anchor',
          register(env) {
            env.registerInit({
              deps: { anchors: auditAnchorsExtensionPoint },
              async init({ anchors }) {
                anchors.addAnchor(anchor);
                expect(() => anchors.addAnchor(anchor)).toThrow('elsewhere');
              },
            });
          },
        }),
      ],
    });
    await registerWithToken(server);
    const get = (path: string) =>
      request(server)
        .get(`/api/chatbots/v1/audit${path}`)
        .set('Authorization', as('auditor'));
    let status = {} as Api.AuditStatus;
    await until(async () => {
      status = (await get('/status').expect(200)).body;
      // The log is made, a chatbot and a token follow, and that an anchor holds it is an event too.
      return (
        status.events >= 4 &&
        status.unsequenced === 0 &&
        status.uncheckpointed === 0 &&
        status.anchors[0].size === status.events
      );
    });
    expect(status).toMatchObject({
      unsequenced: 0,
      uncheckpointed: 0,
      gaps: [],
    });
    expect(kept.at(-1)?.size).toBe(status.events);
    expect(status.anchors).toMatchObject([
      {
        id: 'elsewhere',
        state: 'verified',
        note: kept.at(-1)?.note,
        newestEventAt: expect.any(String),
      },
    ]);

    const list = await get('/events?chatbot=support-bot&limit=1').expect(200);
    expect(list.body.items).toHaveLength(1);
    const next = await get(
      `/events?chatbot=support-bot&limit=1&cursor=${list.body.nextCursor}`,
    );
    expect(next.body.items[0].sequence).toBeLessThan(
      list.body.items[0].sequence,
    );
    // The file has the rows that the page counts, under the same filter.
    const file = await get('/events.csv?chatbot=support-bot').expect(200);
    const rows = file.text.split('\r\n').slice(1, -1);
    expect(rows).toHaveLength(list.body.total);
    expect(rows.at(-1)).toContain(
      'Chatbot registered: Support bot,user,user:default/engineer,support-bot,chatbot',
    );
    const event = await get('/events/0');
    expect(event.body.error).toBeUndefined();
    expect(event.body.proof.size).toBe(status.events);
    const unknown = await get('/events/999').expect(404);
    expect(unknown.body.error.reason).toBe('audit-event-unknown');
    const checkpoint = await get('/checkpoints/latest').expect(200);
    expect(checkpoint.body.size).toBe(status.events);
    await get(`/proofs/consistency?from=1&to=${status.events}`).expect(200);
    await get('/proofs/consistency?from=1&to=999').expect(400);
  });

  it('is shown and exported to those who are permitted', async () => {
    const knex = await databases.init(id);
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result: permission.name.startsWith('chatbots.audit.')
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    });
    const { server } = await startChatbots({
      knex,
      features: [permissions.factory],
    });
    await registerWithToken(server);
    const calls = [
      ...[
        'status',
        'events',
        'events.csv',
        'events/0',
        'checkpoints/latest',
        'proofs/consistency?from=0&to=1',
        `downloads/${'A'.repeat(43)}`,
      ].map(path => request(server).get(`/api/chatbots/v1/audit/${path}`)),
      request(server).post('/api/chatbots/v1/audit/exports').send({}),
    ];
    for (const call of calls) {
      const { body, status } = await call.set('Authorization', as('engineer'));
      expect([status, body.error?.reason]).toEqual([403, 'not-allowed']);
    }
  });
});
