import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { insertFinishedDeployment } from '../../__testUtils__/insertFinishedDeployment';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { permissionsOf } from '../../__testUtils__/permissionsOf';
import {
  acceptFacts,
  as,
  bundle,
  evaluationReport,
  registerWithToken,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();

/** Six chatbots of two owners; the lead belongs to both. */
const chatbots = [
  ['alpha', 'chatbot-team', 'high', 0.7],
  ['bravo', 'release-managers', 'limited', undefined],
  ['charlie', 'chatbot-team', 'minimal', 0.9],
  ['delta', 'release-managers', 'high', 0.8],
  ['echo_100%', 'chatbot-team', 'limited', undefined],
  ['foxtrot', 'chatbot-team', 'limited', 0.8],
] as const;

const nameOf = (name: string) => name.replace(/[^a-z]/g, '');

describe.each(databases.eachSupportedId())('the list of chatbots on %s', id => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startChatbots>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    portal = await startChatbots({ knex });
    for (const [title, owner, riskClass] of chatbots) {
      const name = nameOf(title);
      await request(portal.server)
        .post('/api/chatbots/v1/chatbots')
        .set('Authorization', as('lead'))
        .send({
          name,
          title,
          owner: `group:default/${owner}`,
          riskClass,
          repository: { host: 'git', id: name, url: `http://git/${name}` },
        })
        .expect(201);
      await acceptFacts(portal.server, name);
    }
    await summarized({}, chatbots.length);
    await until(() => isAllTold(knex));
    // What the refresher computes is tested where it is computed.
    for (const [title, , , quality] of chatbots) {
      await knex('chatbot_summaries')
        .where({ chatbot: nameOf(title) })
        .update({
          verdict: quality === 0.7 ? 'fail' : 'pass',
          next_stage: 'staging',
          quality_value: quality ?? null,
        });
    }
  });

  afterAll(async () => {
    await portal.backend.stop();
  });

  /** Waits for the refresher, which works after each commit. */
  async function summarized(where: object, count: number): Promise<void> {
    await until(
      async () =>
        (await knex('chatbot_summaries').where(where)).length >= count,
    );
  }

  async function list(
    query: Record<string, string | number | boolean>,
    server = portal.server,
  ): Promise<Api.ChatbotList & { error?: { reason: string } }> {
    const { body } = await request(server)
      .get('/api/chatbots/v1/chatbots')
      .query(query)
      .set('Authorization', as('lead'));
    return body;
  }

  const names = ({ items }: Api.ChatbotList) =>
    items.map(({ chatbot }) => chatbot.name);

  it.each([
    ['name', 'asc', 'alpha bravo charlie delta echo foxtrot'],
    ['name', 'desc', 'foxtrot echo delta charlie bravo alpha'],
    ['owner', 'asc', 'alpha charlie echo foxtrot bravo delta'],
    ['riskClass', 'asc', 'charlie bravo echo foxtrot alpha delta'],
    ['quality', 'desc', 'charlie foxtrot delta alpha echo bravo'],
    ['quality', 'asc', 'alpha delta foxtrot charlie bravo echo'],
    ['updatedAt', 'asc', 'alpha bravo charlie delta echo foxtrot'],
  ])(
    'goes by %s %s, page by page, each once',
    async (sort, order, expected) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({
          sort,
          order,
          limit: 2,
          ...(cursor ? { cursor } : {}),
        });
        expect(page.items.length).toBeLessThanOrEqual(2);
        expect(page.total).toBe(6);
        seen.push(...names(page));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen.join(' ')).toBe(expected);
    },
  );

  it.each([
    [{ search: 'ALPH' }, 'alpha'],
    [{ search: 'lpha' }, ''],
    [{ search: 'echo_1' }, 'echo'],
    [{ search: 'echo%' }, ''],
    [{ search: 'a group:default/ch' }, 'alpha'],
    [{ search: 'release-man' }, 'bravo delta'],
    [{ owner: 'group:default/release-managers' }, 'bravo delta'],
    [{ riskClass: 'high' }, 'alpha delta'],
    [{ verdict: 'fail' }, 'alpha'],
    [{ riskClass: 'high', verdict: 'pass' }, 'delta'],
    [{ stage: 'staging' }, ''],
    [{ needsMe: true }, ''],
    [{ search: `'; drop table chatbots; --` }, ''],
  ])('narrows to %j', async (query, expected) => {
    const page = await list(query);
    expect(names(page).join(' ')).toBe(expected);
    expect(page.total).toBe(page.items.length);
    expect(page.counts.total).toBe(6);
  });

  it('says whose gate the verdict is of', async () => {
    const { items } = await list({ verdict: 'fail' });
    expect(items).toMatchObject([{ verdict: 'fail', gateStage: 'staging' }]);
  });

  it.each([
    ['garbage', 'x'],
    ['no object', Buffer.from('7').toString('base64url')],
    [
      'of another order',
      Buffer.from(
        JSON.stringify({ sort: 'owner', order: 'asc', key: 'a', name: 'a' }),
      ).toString('base64url'),
    ],
    [
      'with more in it',
      Buffer.from(
        JSON.stringify({
          sort: 'name',
          order: 'asc',
          key: 'a',
          name: 'a',
          or: 1,
        }),
      ).toString('base64url'),
    ],
  ])('refuses a cursor that is %s', async (_, cursor) => {
    expect((await list({ cursor })).error?.reason).toBe('cursor-invalid');
  });

  it('counts what runs in production', async () => {
    const token = await registerWithToken(portal.server);
    await request(portal.server)
      .post('/api/chatbots/pipeline/v1/versions')
      .set('Authorization', `Bearer ${token}`)
      .send(versionReport())
      .expect(201);
    const [version] = await knex('model_versions').limit(1);
    await insertFinishedDeployment(knex, {
      id: '11111111-1111-4111-8111-111111111111',
      version,
      stage: 'production',
    });
    const { counts } = await list({});
    expect(counts).toMatchObject({ total: 7, inProduction: 1, failing: 1 });
    expect(names(await list({ stage: 'production' }))).toEqual(['support-bot']);
    await summarized({ latest_version: '1.0.0-aaaa-1' }, 1);
    await knex('chatbot_summaries').where({ chatbot: 'support-bot' }).delete();
    expect(names(await list({ verdict: 'none' }))).toEqual(['support-bot']);
  });

  it('shows, counts and opens only what conditions allow', async () => {
    await portal.backend.stop();
    const condition = (rule: string, params: object) => ({
      rule,
      resourceType: 'chatbot',
      params: { ...params },
    });
    const releaseManagers = condition('HAS_OWNER', {
      owners: ['group:default/release-managers'],
    });
    portal = await startChatbots({
      knex,
      features: [
        permissionsOf({
          'chatbots.chatbot.read': {
            anyOf: [
              {
                allOf: [
                  releaseManagers,
                  { not: condition('IS_NAMED', { names: ['bravo'] }) },
                ],
              },
              condition('HAS_RISK_CLASS', { riskClasses: ['minimal'] }),
            ],
          },
        }),
      ],
    });
    const get = (path: string) =>
      request(portal.server)
        .get(`/api/chatbots/v1/${path}`)
        .set('Authorization', as('lead'));
    const page = await list({});
    expect(names(page)).toEqual(['charlie', 'delta']);
    expect(page.total).toBe(2);
    expect(page.counts).toMatchObject({
      total: 2,
      inProduction: 0,
      failing: 0,
    });
    expect(names(await list({ search: 'alpha' }))).toEqual([]);
    const file = await get('chatbots.csv?sort=name&order=desc');
    expect(file.headers['content-disposition']).toContain('chatbots.csv');
    // A row of names, then the rows that the page counts.
    expect(file.text.split('\r\n').slice(1, -1)).toEqual([
      expect.stringMatching(
        /^delta,delta,group:default\/release-managers,high/,
      ),
      expect.stringMatching(/^charlie,/),
    ]);
    const titles = await get('chatbot-titles?names=alpha,charlie,nobody');
    expect(titles.body.items).toEqual([
      {
        name: 'charlie',
        title: 'charlie',
        entityRef: 'component:default/charlie',
      },
    ]);

    // Two rollouts are stuck; the one of a hidden chatbot comes first.
    const [version] = await knex('model_versions').limit(1);
    await insertFinishedDeployment(knex, {
      id: '22222222-2222-4222-8222-222222222222',
      version,
      stage: 'staging',
      chatbot: 'delta',
    });
    await knex('promotions').update({
      state: 'deploying',
      open_key: knex.ref('id'),
      assessment: JSON.stringify({ perRule: [], missing: [] }),
    });
    await knex('deployments').update({
      started_at: '2026-01-01T00:00:00.000Z',
    });
    const stuck = await list({ stuck: true });
    expect(names(stuck)).toEqual(['delta']);
    expect(stuck.counts.stuck).toBe(1);
    expect(stuck.stuckLongest?.chatbot.name).toBe('delta');

    const [hidden] = await knex('evaluations').limit(1);
    expect(hidden).toBeUndefined();
    const status = async (path: string) => {
      const { status: code, body } = await get(path);
      return [code, body.error?.reason];
    };
    expect(await status('chatbots/delta')).toEqual([200, undefined]);
    for (const name of ['alpha', 'bravo', 'support-bot', 'unknown']) {
      for (const path of [
        '',
        '/versions',
        '/versions/1.0.0-aaaa-1',
        '/comparison?base=1.0.0-aaaa-1&target=1.0.0-aaaa-1',
        '/evaluations',
        '/trends',
        '/tokens',
      ]) {
        expect(await status(`chatbots/${name}${path}`)).toEqual([
          404,
          'chatbot-unknown',
        ]);
      }
    }
  });

  it('hides evaluations with their chatbot, and everything from whom nothing is allowed', async () => {
    await portal.backend.stop();
    const writer = await startChatbots({ knex });
    const token = await registerWithToken(writer.server, { name: 'hidden' });
    const pipeline = (path: string, body: object) =>
      request(writer.server)
        .post(`/api/chatbots/pipeline/v1/${path}`)
        .set('Authorization', `Bearer ${token}`)
        .send(body)
        .expect(201);
    await pipeline(
      'versions',
      versionReport({
        bundle: bundle({
          source: {
            repositoryId: 'repository-of-hidden',
            commit: 'a'.repeat(40),
          },
        }),
      }),
    );
    const { body } = await pipeline('evaluations', evaluationReport());
    await writer.backend.stop();
    portal = await startChatbots({
      knex,
      features: [
        permissionsOf({
          'chatbots.chatbot.read': {
            rule: 'IS_NAMED',
            resourceType: 'chatbot',
            params: { names: ['alpha'] },
          },
        }),
      ],
    });
    for (const path of ['', '/samples']) {
      const answer = await request(portal.server)
        .get(`/api/chatbots/v1/evaluations/${body.id}${path}`)
        .set('Authorization', as('lead'));
      expect([answer.status, answer.body.error.reason]).toEqual([
        404,
        'evaluation-unknown',
      ]);
    }
    await portal.backend.stop();
    portal = await startChatbots({
      knex,
      features: [permissionsOf({ 'chatbots.chatbot.read': 'deny' })],
    });
    expect((await list({})).error?.reason).toBe('not-allowed');
  });
});
