import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import request from 'supertest';
import cases from '../__fixtures__/search.json';
import { isPostgres } from '../database/dialect';
import { updateChatbot } from '../database/chatbots';
import { foldWords, wordsToFind } from '../database/foldWords';
import { CHATBOTS, versionsOf, whereFound } from '../database/searchWords';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  as,
  digestOf,
  evaluationReport,
  registration,
} from '../__testUtils__/registryFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';
import { startPipelines } from '../__testUtils__/startPipelines';
import { until } from '../__testUtils__/until';

const databases = createTestDatabases();

describe('words', () => {
  it.each([
    ['case', 'ÜBERSICHT', 'übersicht'],
    ['the form of sharp s', 'STRAẞE Straße', 'strasse'],
    ['the place of sigma', 'ΒΟΗΘΌΣ βοηθός', 'βοηθόσ'],
    ['how a letter is composed', 'Caf\u0065\u0301', 'caf\u00e9'],
    ['width', 'ＣＨＡＴ', 'chat'],
    ['the dot of the Turkish I', 'İSTANBUL istanbul', 'istanbul'],
    ['what is invisible', 'sup\u00adport\u200b \u2060', 'support'],
  ])('are compared without %s', (_, text, word) => {
    expect(foldWords(text)).toEqual([word]);
    expect(foldWords(word)).toEqual([word]);
  });

  it('are split at blanks only, of every kind', () => {
    expect(foldWords(' a-b\u00a0c_d\t\u3000e/f\0\n')).toEqual([
      'a-b',
      'c_d',
      'e/f',
    ]);
  });

  it('are searched for once, without those that others imply', () => {
    expect(wordsToFind('sup support SUP bot')).toEqual(['support', 'bot']);
  });

  it('are cut where no index takes more, never within a character', () => {
    expect(foldWords(`${'x'.repeat(99)}😀😀`)).toEqual([`${'x'.repeat(99)}😀`]);
  });
});

describe.each(databases.eachSupportedId())('searches on %s', id => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startPipelines>>;
  let evaluationId: string;

  beforeAll(async () => {
    knex = await databases.init(id);
    portal = await startPipelines(knex);
    for (const [n, { title }] of cases.entries()) {
      const name = `titled-${n}`;
      await request(portal.server)
        .post('/api/chatbots/v1/chatbots')
        .set('Authorization', as('engineer'))
        .send(registration({ name, title }))
        .expect(201);
    }
    const { body } = await portal.report(
      'evaluations',
      evaluationReport({
        samples: cases.map(({ title }, n) => ({
          sampleId: `titled-${n}`,
          scores: { retrieval_hit_rate: 1 },
          ...{ [['input', 'expected', 'output'][n]]: title },
        })),
      }),
    );
    evaluationId = body.id;
    await until(
      async () => (await knex('audit_events').whereNull('sequence')).length < 1,
    );
  });

  async function get<T>(path: string, search: string): Promise<T> {
    const { status, body } = await request(portal.server)
      .get(`/api/chatbots/v1${path}`)
      .query({ search, limit: 100 })
      .set('Authorization', as('auditor'));
    expect([search, status, body.error]).toEqual([search, 200, undefined]);
    return body;
  }

  /** Each search of the portal: what it finds. */
  const searches: [string, (search: string) => Promise<string[]>][] = [
    [
      'chatbots',
      async search => {
        const list = await get<Api.ChatbotList>('/chatbots', search);
        expect(list.total).toBe(list.items.length);
        return list.items.map(({ chatbot }) => chatbot.name);
      },
    ],
    [
      'samples',
      async search => {
        const path = `/evaluations/${evaluationId}/samples`;
        const list = await get<Api.EvaluationSampleList>(path, search);
        expect(list.total).toBe(list.items.length);
        return list.items.map(({ sampleId }) => sampleId);
      },
    ],
    [
      'audit events',
      async search => {
        const list = await get<Api.AuditEventList>('/audit/events', search);
        expect(list.total).toBe(list.items.length);
        // Each chatbot has several events.
        const chatbots = list.items.map(({ subject }) => subject.chatbot ?? '');
        return [...new Set(chatbots)];
      },
    ],
  ];

  it.each(searches)('of %s find a title in every script', async (_, search) => {
    for (const [n, { title, found, missed }] of cases.entries()) {
      for (const text of found) {
        expect([text, await search(text)]).toEqual([text, [`titled-${n}`]]);
      }
      for (const text of missed) {
        expect([text, await search(text)]).toEqual([text, []]);
      }
      const words = title.split(' ').reverse().join('  ').toUpperCase();
      expect(await search(`\u00a0${words} `)).toEqual([`titled-${n}`]);
    }
    const everything = [0, 1, 2].map(n => `titled-${n}`);
    expect(await search(' ')).toEqual(expect.arrayContaining(everything));
  });

  it('of versions find version, digest, commit, model, prompt and artifact', async () => {
    const found = async (search: string) => {
      const path = '/chatbots/support-bot/versions';
      const list = await get<Api.ModelVersionList>(path, search);
      return list.items.map(({ version }) => version);
    };
    for (const text of [
      '1.0.0-AAAA',
      digestOf('first commit').slice(0, 9).toUpperCase(),
      digestOf('archive'),
      'Extractive',
      'system',
      'bot.tgz knowledge',
    ]) {
      expect([text, await found(text)]).toEqual([text, ['1.0.0-aaaa-1']]);
    }
    expect(await found('aaaa')).toEqual([]);
    expect(
      await get('/chatbots/other-bot/versions', 'extractive'),
    ).toMatchObject({ items: [], total: 0 });
  });

  it('use an index, in the order of bytes whatever the locale', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      list: n % 2 === 0 ? CHATBOTS : versionsOf('filler'),
      word: `${digestOf(`${n}`).slice(0, 12)}`,
      subject: `filler-${n}`,
    }));
    await knex.batchInsert('search_words', rows, 200);
    await knex.raw('analyze');
    for (const list of [CHATBOTS, versionsOf('filler')]) {
      const query = knex('search_words').select('subject');
      const options = { list, column: 'subject', search: 'aß' };
      whereFound(query, knex, options);
      const { sql, bindings } = query.toSQL();
      const plan = await knex.raw(
        isPostgres(knex) ? `explain ${sql}` : `explain query plan ${sql}`,
        [...bindings],
      );
      expect(JSON.stringify(plan.rows ?? plan)).toMatch(
        isPostgres(knex)
          ? /search_words_pkey.*Index Cond: \(\(\(?list\)?.* AND \(\(?word\)?.* >= .* AND \(\(?word\)?.* < /
          : /USING COVERING INDEX sqlite_autoindex_search_words_1 \(list=\? AND word>\? AND word<\?\)/,
      );
    }
    await knex('search_words').where('subject', 'like', 'filler-%').delete();
    // SQLite compares by bytes unless told otherwise.
    const collations = isPostgres(knex)
      ? await knex('information_schema.columns')
          .where({ table_name: 'search_words', column_name: 'word' })
          .pluck('collation_name')
      : ['C'];
    expect(collations).toEqual(['C']);
  });

  it('find rows of before once the portal has started, and what has changed since', async () => {
    const words = () =>
      knex('search_words').orderBy(['list', 'subject', 'word']);
    const before = await words();
    await portal.backend.stop();
    await knex('search_words').where({ subject: 'titled-0' }).delete();
    await knex('search_words').where('list', 'like', 'versions/%').delete();
    await knex('search_words')
      .where({ subject: 'titled-1', word: 'αθηνα' })
      .update({ word: 'stale' });
    const { server, backend } = await startChatbots({ knex });
    portal = { ...portal, server, backend };
    expect(await words()).toEqual(before);

    const [, inAudit] = searches[2];
    expect(await inAudit('übersicht')).toEqual(['titled-0']);
    const [row] = await knex('chatbots').where({ name: 'titled-0' });
    await knex.transaction(db =>
      updateChatbot(db, { ...row, title: 'Erased' }),
    );
    expect(await inAudit('übersicht')).toEqual([]);
    expect(await knex('search_words').where({ word: 'übersicht' })).toEqual([]);
    expect(await inAudit('erased')).toEqual(['titled-0']);
  });
});
