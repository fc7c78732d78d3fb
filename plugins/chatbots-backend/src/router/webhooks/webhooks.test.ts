import { mockCredentials } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { permissionsOf } from '../../__testUtils__/permissionsOf';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { WEBHOOK_SECRET } from '../../__testUtils__/setUpWebhook';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { Receiver, startReceiver } from '../../__testUtils__/startReceiver';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const ADMIN = as('platform-admin');
const SINCE = '2020-01-01T00:00:00.000Z';

describe.each(databases.eachSupportedId())('webhooks on %s', id => {
  let receiver: Receiver;
  let status = 204;
  let stop = async () => {};

  beforeEach(async () => {
    status = 204;
    receiver = await startReceiver(res => res.writeHead(status).end());
  });
  afterEach(async () => {
    await stop();
    await receiver.stop();
  });

  async function setUp(
    webhook: JsonObject = {},
    permissions: Parameters<typeof permissionsOf>[0] = {},
  ) {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({
      knex,
      features: [permissionsOf(permissions)],
      config: {
        permission: { enabled: true },
        chatbots: {
          sinks: {
            webhooks: [
              {
                id: 'receiver',
                url: `${receiver.url}?token=of-the-receiver`,
                secret: WEBHOOK_SECRET,
                types: ['chatbot.registered', 'token.issued'],
                ...webhook,
              },
            ],
          },
        },
      },
    });
    stop = () => backend.stop();
    const call = (
      method: 'get' | 'post',
      path: string,
      { credential = ADMIN, body }: { credential?: string; body?: object } = {},
    ) => {
      const sent = request(server)
        [method](`/api/chatbots/v1/webhooks${path}`)
        .set('Authorization', credential);
      return body ? sent.send(body) : sent;
    };
    const list = async (query = '') =>
      (await call('get', `/deliveries${query}`).expect(200))
        .body as Api.WebhookDeliveryList;
    const settled = async (state: string, count: number) =>
      until(async () => (await list(`?state=${state}`)).items.length === count);
    const failed = () =>
      knex('webhook_deliveries').update({
        state: 'failed',
        problem: 'status',
        next_attempt_at: null,
      });
    return { knex, server, call, list, settled, failed };
  }

  it('are listed with how delivery goes, and never with a secret', async () => {
    const { server, call, settled } = await setUp();
    const unused = await call('get', '').expect(200);
    expect(unused.body.items).toEqual([
      {
        id: 'receiver',
        url: receiver.url,
        types: ['chatbot.registered', 'token.issued'],
        state: 'unused',
        outstanding: 0,
        failed: 0,
      },
    ]);
    await registerWithToken(server);
    await settled('delivered', 2);
    const { body, text } = await call('get', '');
    expect(body.items).toMatchObject([
      { state: 'healthy', outstanding: 0, lastDeliveredAt: expect.any(String) },
    ]);
    expect(text).not.toMatch(/whsec_|of-the-receiver/);
    status = 500;
    await registerWithToken(server, { name: 'other-bot' });
    await until(async () => {
      const { items } = (await call('get', '')).body as Api.WebhookTargetList;
      return items[0].state === 'failing' && items[0].outstanding === 2;
    });
  });

  it('list what was sent page by page and filtered, and show the bytes of one', async () => {
    const { server, call, list, settled } = await setUp();
    await registerWithToken(server);
    await settled('delivered', 2);
    const first = await list('?limit=1');
    const second = await list(`?limit=1&cursor=${first.nextCursor}`);
    expect(second.nextCursor).toBeUndefined();
    expect(
      [...first.items, ...second.items].map(({ type }) => type).sort(),
    ).toEqual(['chatbot.registered', 'token.issued']);
    const [delivery] = (await list('?type=token.issued')).items;
    expect((await list('?target=nobody')).items).toEqual([]);
    expect((await list('?state=failed')).items).toEqual([]);

    const { body, text } = await call('get', `/deliveries/${delivery.id}`);
    expect(body).toMatchObject({
      delivery: {
        target: 'receiver',
        chatbot: 'support-bot',
        attempts: 1,
        responseStatus: 204,
      },
      history: [{ status: 204 }],
    });
    const [sent] = receiver.requests.filter(
      ({ headers }) => headers['webhook-id'] === delivery.eventId,
    );
    expect(body.body).toBe(sent.body);
    expect(text).not.toMatch(/whsec_|webhook-signature/);
    await call('get', '/deliveries/00000000-0000-4000-8000-000000000000')
      .expect(404)
      .expect(({ body: { error } }) =>
        expect(error.reason).toBe('webhook-delivery-unknown'),
      );
  });

  it('send one delivery again with the same id, and record who asked', async () => {
    const { knex, server, call, list, settled } = await setUp();
    await registerWithToken(server);
    await settled('delivered', 2);
    const [{ id: deliveryId, eventId }] = (await list()).items;
    await call('post', `/deliveries/${deliveryId}/redeliver`).expect(202);
    const arrived = () =>
      receiver.requests.filter(
        ({ headers }) => headers['webhook-id'] === eventId,
      ).length;
    await until(() => arrived() === 2);
    const [event] = await knex('audit_events').where({
      type: 'webhook.redelivered',
    });
    expect(JSON.parse(event.body)).toMatchObject({
      actor: { kind: 'user' },
      subject: { kind: 'webhook', id: 'receiver' },
      data: { deliveries: 1, deliveryId },
    });
  });

  it('send everything that failed since an instant again', async () => {
    const { knex, server, call, settled, failed } = await setUp();
    await registerWithToken(server);
    await settled('delivered', 2);
    await failed();
    const late = await call('post', '/receiver/redeliver', {
      body: { since: '2999-01-01T00:00:00.000Z' },
    }).expect(202);
    expect(late.body).toEqual({ deliveries: 0 });
    expect(
      await knex('audit_events').where({ type: 'webhook.redelivered' }),
    ).toEqual([]);
    const all = await call('post', '/receiver/redeliver', {
      body: { since: SINCE },
    }).expect(202);
    expect(all.body).toEqual({ deliveries: 2 });
    await settled('delivered', 2);
    expect(receiver.requests).toHaveLength(4);
    await call('post', '/nobody/redeliver', { body: { since: SINCE } })
      .expect(404)
      .expect(({ body: { error } }) =>
        expect(error.reason).toBe('webhook-unknown'),
      );
  });

  it('come back to a receiver that was gone when somebody asks for a redelivery', async () => {
    const { server, call, settled } = await setUp();
    status = 410;
    await registerWithToken(server);
    await settled('failed', 2);
    expect((await call('get', '')).body.items).toMatchObject([
      { state: 'gone', failed: 2, goneAt: expect.any(String) },
    ]);
    status = 204;
    await call('post', '/receiver/redeliver', { body: { since: SINCE } });
    await settled('delivered', 2);
    expect((await call('get', '')).body.items).toMatchObject([
      { state: 'healthy' },
    ]);
  });

  it('are closed to who may not see them, and let nobody redeliver who may only see them', async () => {
    const { server, settled, list } = await setUp();
    await registerWithToken(server);
    await settled('delivered', 2);
    const [{ id: deliveryId }] = (await list()).items;
    await stop();
    const reads = ['', '/deliveries', `/deliveries/${deliveryId}`];
    const writes = [
      `/deliveries/${deliveryId}/redeliver`,
      '/receiver/redeliver',
    ];
    const body = { since: SINCE };
    for (const [permission, isRefused] of [
      ['chatbots.webhook.read', true],
      ['chatbots.webhook.redeliver', false],
    ] as const) {
      const { call } = await setUp({}, { [permission]: 'deny' });
      for (const path of reads) {
        const answer = await call('get', path);
        expect([path, answer.status === 403]).toEqual([path, isRefused]);
      }
      for (const path of writes) {
        const answer = await call('post', path, { body });
        expect([path, answer.status]).toEqual([path, 403]);
      }
      await stop();
    }
    expect(receiver.requests).toHaveLength(2);
  });

  it('are sent again by people alone', async () => {
    const { call } = await setUp();
    const { body } = await call('post', '/receiver/redeliver', {
      credential: mockCredentials.service.header(),
      body: { since: SINCE },
    }).expect(403);
    expect(body.error.reason).toBe('user-required');
  });

  it('keep a portal from starting when their configuration is not safe', async () => {
    await expect(setUp({ url: 'http://receiver.example' })).rejects.toThrow(
      'needs https',
    );
  });
});
