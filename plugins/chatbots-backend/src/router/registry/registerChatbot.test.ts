import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { group, organisation } from '../../__testUtils__/organisation';
import { permissionsOf } from '../../__testUtils__/permissionsOf';
import { as, registration } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { takeTurns } from '../../database/dialect';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('registering on %s', id => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startChatbots>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    portal = await startChatbots({ knex });
  });

  afterAll(async () => {
    await portal.backend.stop();
  });

  async function register(facts: object, credential = as('engineer')) {
    const { status, body } = await request(portal.server)
      .post('/api/chatbots/v1/chatbots')
      .set('Authorization', credential)
      .send(facts);
    return { status, reason: body.error?.reason, body };
  }

  it('makes one record of the same facts, however often they are sent', async () => {
    const facts = registration({ name: 'at-once' });
    const answers = await Promise.all([register(facts), register(facts)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(answers[0].body).toEqual(answers[1].body);
    const events = await knex('audit_events').where({
      type: 'chatbot.registered',
      chatbot: 'at-once',
    });
    expect(events).toHaveLength(1);
    // Titles and purposes are free text: the log holds a commitment to them.
    expect(events[0].body).not.toContain('Support bot');
  });

  it('refuses a name that stands for other facts', async () => {
    await register(registration({ name: 'taken' }));
    for (const change of [
      { riskClass: 'high' as const },
      { title: 'Another bot' },
      {
        repository: {
          ...registration({ name: 'taken' }).repository,
          ownerId: '8',
        },
      },
    ]) {
      expect(
        await register(registration({ name: 'taken', ...change })),
      ).toMatchObject({ status: 409, reason: 'chatbot-exists' });
    }
  });

  describe('when somebody binds a repository twice', () => {
    const git = {
      host: 'git.example.com',
      id: '42',
      url: 'https://git.example.com/team/bound',
    };
    const other = 'https://git.example.com/team/other';
    const bind = (name: string, repository: Api.Repository) =>
      register(registration({ name, repository }));

    beforeEach(() => bind('first', git));

    it.each<[string, Partial<Api.Repository>]>([
      ['upper case in the host', { host: 'Git.Example.com', url: other }],
      ['a dot after the host', { host: 'git.example.com.', url: other }],
      ['the default port', { host: 'git.example.com:443', url: other }],
      ['the same address under a made-up id', { id: '43' }],
      ['the address to clone', { id: '43', url: `${git.url}.git` }],
      ['a slash after the address', { id: '43', url: `${git.url}/` }],
      [
        'a dot in the address',
        { id: '43', url: git.url.replace('.com', '.com.') },
      ],
      ['another case', { id: '43', url: git.url.replace('team', 'Team') }],
      ['plain HTTP', { id: '43', url: git.url.replace('https', 'http') }],
      [
        'percent-encoding',
        { id: '43', url: git.url.replace('bound', '%62ound') },
      ],
    ])('refuses %s', async (_, change) => {
      expect(await bind('second', { ...git, ...change })).toMatchObject({
        status: 409,
        reason: 'repository-taken',
      });
    });

    it.each<[string, Partial<Api.Repository>]>([
      ['a blank after the host', { host: 'git.example.com ' }],
      ['a blank after the id', { id: '42 ' }],
      ['a no-break space before the id', { id: '\u00a042' }],
      ['a zero before the id', { id: '042' }],
      ['an encoded id', { id: '%342' }],
      ['an id in other digits', { id: '４２' }],
      ['a host beside the address', { host: 'github.com' }],
      ['credentials in the address', { url: 'https://a@git.example.com/t/b' }],
      ['a query in the address', { url: `${other}?x` }],
      ['an address that climbs', { url: `${other}/../bound` }],
    ])('refuses %s', async (_, change) => {
      const repository = { ...git, id: '43', url: other, ...change };
      expect(await bind('second', repository)).toMatchObject({
        status: 400,
        reason: 'repository-address-invalid',
      });
    });

    if (id !== 'SQLITE_3') {
      it('refuses an address that another transaction binds at the same time under an id of its own', async () => {
        const address = `${other}-at-once`;
        const held = await knex.transaction();
        await takeTurns(held, 'repositories');
        const answer = bind('second', { ...git, id: '51', url: address });
        await until(async () => {
          const waiting = knex('pg_locks').where({ locktype: 'advisory' });
          return (await waiting.where({ granted: false })).length > 0;
        }, 5_000);
        const first = await held('chatbots').where({ name: 'first' }).first();
        await held('chatbots').insert({
          ...first,
          name: 'simultaneous',
          repository_id: '50',
          repository_url: address,
        });
        await held.commit();
        expect(await answer).toMatchObject({
          status: 409,
          reason: 'repository-taken',
        });
      });
    }

    it('keeps the one spelling of what it binds', async () => {
      const { status } = await bind('second', {
        host: 'Git.Example.com.',
        id: '43',
        url: `${other}.git/`,
      });
      expect(status).toBe(201);
      expect(
        await knex('chatbots').where({ name: 'second' }).first(),
      ).toMatchObject({
        repository_host: 'git.example.com',
        repository_url: other,
      });
    });

    it('refuses a spelling that was stored before spellings were checked', async () => {
      await knex('chatbots').where({ name: 'first' }).update({
        repository_host: 'git.example.com.',
        repository_id: '42 ',
      });
      expect(
        await bind('third', { ...git, url: `${other}-still` }),
      ).toMatchObject({
        status: 409,
        reason: 'repository-taken',
      });
    });
  });

  it('is for members of the owner', async () => {
    const facts = registration({ name: 'members-only' });
    expect(await register(facts, as('auditor'))).toMatchObject({
      status: 403,
      reason: 'not-allowed',
    });
    expect(await register(facts, as('lead'))).toMatchObject({ status: 201 });
    expect(
      await register(
        registration({ name: 'odd', owner: 'component:default/x' }),
      ),
    ).toMatchObject({ status: 400, reason: 'owner-unknown' });
  });

  it('is for people', async () => {
    const facts = registration({ name: 'by-machine' });
    expect(
      await register(facts, mockCredentials.service.header()),
    ).toMatchObject({ status: 403, reason: 'user-required' });
    expect(await register(facts, mockCredentials.none.header())).toMatchObject({
      status: 401,
    });
    expect(await knex('chatbots').where({ name: 'by-machine' })).toEqual([]);
  });

  it.each([
    ['an unknown field', { approved: true }, 'field-unknown'],
    ['an unknown risk class', { riskClass: 'none' }, 'input-invalid'],
    ['a name that no entity can have', { name: 'Über bot' }, 'input-invalid'],
    [
      'an address that a browser would run',
      {
        repository: {
          host: 'x',
          id: '1',
          url: 'javascript:alert(1)', // eslint-disable-line no-script-url
        },
      },
      'input-invalid',
    ],
  ])('refuses %s', async (_, change, reason) => {
    expect(
      await register({ ...registration({ name: 'odd' }), ...change }),
    ).toMatchObject({ status: 400, reason });
  });
});

describe('membership', () => {
  async function registered(
    options: Omit<Parameters<typeof startChatbots>[0], 'knex'>,
    owner = 'group:default/parent',
  ) {
    const knex = await databases.init('SQLITE_3');
    const { server, backend } = await startChatbots({ knex, ...options });
    const { status, body } = await request(server)
      .post('/api/chatbots/v1/chatbots')
      .set('Authorization', as('engineer'))
      .send(registration({ owner }));
    const rows = await knex('chatbots');
    await backend.stop();
    return { status, reason: body.error?.reason, rows: rows.length };
  }

  it('reaches through parents', async () => {
    const entities = [
      ...organisation.filter(
        ({ metadata }) => metadata.name !== 'chatbot-team',
      ),
      group('chatbot-team', 'parent'),
      group('parent'),
    ];
    expect(await registered({ entities })).toMatchObject({ status: 201 });
    expect(await registered({})).toMatchObject({ status: 403 });
  });

  it('is not guessed when the catalog is down', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async () => {
        throw new Error('connect ECONNREFUSED');
      },
    });
    expect(await registered({ catalog: catalog.factory })).toEqual({
      status: 503,
      reason: 'membership-unavailable',
      rows: 0,
    });
  });

  it('does not stand in for the permission', async () => {
    expect(
      await registered(
        {
          features: [permissionsOf({ 'chatbots.chatbot.register': 'deny' })],
        },
        'group:default/chatbot-team',
      ),
    ).toEqual({ status: 403, reason: 'not-allowed', rows: 0 });
  });
});
