import { mockCredentials } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  goldenReport,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const SERVICE = mockCredentials.service.header();

describe.each(databases.eachSupportedId())('changes on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    const { server } = await startChatbots({
      knex,
      config: {
        chatbots: {
          policy: { file: DEFAULT_POLICY },
          catalog: { newestVersions: 2 },
        },
      },
    });
    const numbered = () =>
      until(
        async () => !(await knex('audit_events').whereNull('sequence').first()),
      );
    const get = async <T>(path: string) => {
      await numbered();
      const response = await request(server)
        .get(`/api/chatbots/v1${path}`)
        .set('Authorization', SERVICE);
      expect(response.body.error).toBeUndefined();
      return response.body as T;
    };
    const acknowledge = (changes: Pick<Api.Changes, 'cursor' | 'revision'>) =>
      request(server)
        .put('/api/chatbots/v1/changes/catalog')
        .set('Authorization', SERVICE)
        .send({ cursor: changes.cursor, revision: changes.revision });
    return { knex, server, get, acknowledge };
  }

  it('names what changed until it is acknowledged, and never goes back', async () => {
    const { server, get, acknowledge } = await setUp();
    await registerWithToken(server);
    await registerWithToken(server, { name: 'travel-bot' });
    const first = await get<Api.Changes>('/changes/catalog?limit=1');
    expect(first).toMatchObject({ chatbots: ['support-bot'], more: true });
    expect(await get('/changes/catalog?limit=1')).toEqual(first);
    await acknowledge(first).expect(204);
    const second = await get<Api.Changes>('/changes/catalog?limit=1');
    expect(second).toMatchObject({ chatbots: ['travel-bot'], more: false });
    await acknowledge(second).expect(204);
    await acknowledge({ ...first, revision: second.revision + 1 }).expect(204);
    const nothing = await get<Api.Changes>('/changes/catalog');
    expect(nothing).toMatchObject({
      chatbots: [],
      cursor: second.cursor,
      more: false,
    });
    // What lies beyond the end can't be acknowledged away.
    await acknowledge({ ...nothing, cursor: 1_000_000 }).expect(204);
    await registerWithToken(server, { name: 'sales-bot' });
    expect(await get('/changes/catalog')).toMatchObject({
      chatbots: ['sales-bot'],
    });
    expect(await get('/changes/other')).toMatchObject({
      chatbots: ['support-bot', 'travel-bot', 'sales-bot'],
    });
  });

  it('tells whoever acknowledges that another one did meanwhile', async () => {
    const { server, get, acknowledge } = await setUp();
    await registerWithToken(server);
    const slow = await get<Api.Changes>('/changes/catalog');
    await registerWithToken(server, { name: 'travel-bot' });
    const quick = await get<Api.Changes>('/changes/catalog');
    await acknowledge(quick).expect(204);
    const { body } = await acknowledge(slow).expect(409);
    expect(body.error.reason).toBe('conflicting-write');
    const { cursor } = await get<Api.Changes>('/changes/catalog');
    expect(cursor).toBe(quick.cursor);
  });

  it('names all that nothing else names when another policy comes into force', async () => {
    const { server, knex, get, acknowledge } = await setUp();
    await registerWithToken(server);
    await registerWithToken(server, { name: 'travel-bot' });
    await registerWithToken(server, { name: 'sales-bot' });
    await acknowledge(await get<Api.Changes>('/changes/catalog')).expect(204);
    const [{ text }] = await knex('policies').select('text');
    const policies = '/api/chatbots/v1/policies';
    const { body: proposed } = await request(server)
      .post(policies)
      .set('Authorization', as('platform-admin'))
      .send({ text: `${text}\n# the same, once more\n` })
      .expect(201);
    expect(await get('/changes/catalog')).toMatchObject({ chatbots: [] });
    await request(server)
      .post(`${policies}/${proposed.number}/approvals`)
      .set('Authorization', as('reviewer-one'))
      .expect(200);
    const changes = await get<Api.Changes>('/changes/catalog?limit=1');
    expect(changes).toMatchObject({
      chatbots: ['sales-bot', 'support-bot', 'travel-bot'],
      more: false,
    });
  });

  it('is for other plugins only', async () => {
    const { server } = await setUp();
    for (const call of [
      request(server).get('/api/chatbots/v1/changes/catalog'),
      request(server)
        .put('/api/chatbots/v1/changes/catalog')
        .send({ cursor: 1, revision: 0 }),
      request(server).get('/api/chatbots/v1/projection'),
    ]) {
      const { status, body } = await call.set(
        'Authorization',
        as('platform-admin'),
      );
      expect(status).toBe(403);
      expect(body.error.reason).toBe('not-allowed');
    }
  });

  it('projects a window, and says what left it', async () => {
    const { server, get } = await setUp();
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    for (const version of ['2.0.0', '3.0.0', '4.0.0']) {
      await scenario.version(version);
    }
    await scenario.pipeline(
      'post',
      '/evaluations',
      goldenReport({ version: '4.0.0', run: { id: 'again' } }),
    );
    const open = await scenario.request('4.0.0', 'staging');
    const { items } = await get<Api.ProjectionList>(
      '/projection?chatbot=support-bot',
    );
    expect(items).toHaveLength(1);
    const [projection] = items;
    expect(projection.chatbot.name).toBe('support-bot');
    expect(projection.versions.map(({ version }) => version)).toEqual([
      '4.0.0',
      '3.0.0',
      '1.0.0',
    ]);
    expect(projection.retired.versions.map(({ version }) => version)).toEqual([
      '2.0.0',
    ]);
    expect(
      projection.evaluations
        .map(({ version, suite }) => `${version} ${suite}`)
        .sort(),
    ).toEqual(['1.0.0 golden', '1.0.0 smoke', '3.0.0 golden', '4.0.0 golden']);
    const retired = projection.retired.evaluations.map(
      ({ version, suite }) => `${version} ${suite}`,
    );
    expect(retired.sort()).toEqual([
      '1.0.0 golden',
      '2.0.0 golden',
      '4.0.0 golden',
    ]);
    expect(
      projection.stages.find(({ stage }) => stage === 'staging'),
    ).toMatchObject({ state: 'live', version: '1.0.0' });
    expect(projection.promotions).toMatchObject([
      { id: open, state: 'requested' },
      { state: 'deployed', version: '1.0.0' },
    ]);
    expect(await get('/projection?chatbot=unknown-bot')).toEqual({ items: [] });
  });

  it('projects all chatbots page by page', async () => {
    const { server, get } = await setUp();
    for (let n = 0; n < 21; n += 1) {
      await registerWithToken(server, {
        name: `bot-${String(n).padStart(2, '0')}`,
      });
    }
    const first = await get<Api.ProjectionList>('/projection');
    const second = await get<Api.ProjectionList>(
      `/projection?cursor=${first.nextCursor}`,
    );
    expect(first.items).toHaveLength(20);
    expect(second.items.map(({ chatbot }) => chatbot.name)).toEqual(['bot-20']);
    expect(second.nextCursor).toBeUndefined();
  });
});
