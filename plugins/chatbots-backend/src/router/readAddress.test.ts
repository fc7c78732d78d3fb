import request from 'supertest';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  as,
  bundle,
  evaluationReport,
  registerWithToken,
  registration,
  versionReport,
} from '../__testUtils__/registryFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';

const databases = createTestDatabases();
const API = '/api/chatbots';
/** The name of a first version, with what a build adds behind a plus. */
const VERSION = '1.0.0+build.7';

describe.each(databases.eachSupportedId())('what requests say on %s', id => {
  let portal: Awaited<ReturnType<typeof startChatbots>>;
  let token: string;

  const report = (what: string, body: object | string) =>
    request(portal.server)
      .post(`${API}/pipeline/v1/${what}`)
      .set('Authorization', `Bearer ${token}`)
      .set('Content-Type', 'application/json')
      .send(body);

  beforeAll(async () => {
    portal = await startChatbots({ knex: await databases.init(id) });
    token = await registerWithToken(portal.server);
    await report('versions', versionReport({ version: VERSION })).expect(201);
  });

  afterAll(() => portal.backend.stop());

  const evaluation = (overrides: object) =>
    report('evaluations', {
      ...evaluationReport(),
      version: VERSION,
      ...overrides,
    });

  /** Sent as it is written here: supertest encodes nothing of an address. */
  const get = (path: string) =>
    request(portal.server)
      .get(`${API}/v1/${path}`)
      .set('Authorization', as('engineer'));

  const post = (path: string, body: object) =>
    request(portal.server)
      .post(`${API}/v1/${path}`)
      .set('Authorization', as('engineer'))
      .send(body);

  describe('an instant', () => {
    /** Each field of a body and each query that takes one. */
    const places: [string, (instant: string) => request.Test][] = [
      ['startedAt', startedAt => evaluation({ startedAt })],
      ['finishedAt', finishedAt => evaluation({ finishedAt })],
      [
        'builtAt',
        builtAt => report('versions', { ...versionReport(), builtAt }),
      ],
      ['at of stages', at => get(`chatbots/support-bot/stages?at=${at}`)],
      ['from of audit events', from => get(`audit/events?from=${from}`)],
      ['to of audit events', to => get(`audit/events?to=${to}`)],
      ['from of an export', from => post('audit/exports', { from })],
      ['to of an export', to => post('audit/exports', { to })],
      [
        'since of webhooks',
        since => post('webhooks/chat/redeliver', { since }),
      ],
    ];

    it.each(places)(
      'that no calendar has is refused as %s, with its place',
      async (place, send) => {
        for (const instant of [
          '2016-12-31T23:59:60Z',
          '2026-02-30T00:00:00Z',
          '2026-11-29T24:00:00Z',
          '2026-11-29T15:00:00',
          'yesterday',
        ]) {
          const { status, body } = await send(instant);
          expect([instant, status, body.error.reason]).toEqual([
            instant,
            400,
            'input-invalid',
          ]);
          expect(body.error.message).toMatch(
            `/${place.split(' ')[0]} is no instant of the calendar`,
          );
        }
      },
    );

    it('is taken with microseconds and an offset, and told as it is stored', async () => {
      const { body } = await evaluation({
        startedAt: '2026-01-02T04:04:05.123456+01:00',
      }).expect(201);
      const found = await get(`evaluations/${body.id}`).expect(200);
      expect(found.body.startedAt).toBe('2026-01-02T03:04:05.123Z');
    });

    it('needs no percent-encoding in a query, not even its plus', async () => {
      const events = async (query: string) =>
        (await get(`audit/events?${query}`).expect(200)).body.items.length;
      expect(await events('from=2026-01-01T01:00:00+01:00')).toBeGreaterThan(0);
      expect(await events('from=2026-01-01T01:00:00%2B01:00')).toBeGreaterThan(
        0,
      );
      expect(await events('from=2999-01-01T01:00:00+01:00')).toBe(0);
      expect(await events('to=2026-01-01T01:00:00+0100')).toBe(0);
    });
  });

  it('a reference needs no percent-encoding, and compares without case', async () => {
    const chatbots = await get('chatbots?owner=Group:default/Chatbot-Team');
    expect(chatbots.body.items).toHaveLength(1);
    const events = async (actor: string) =>
      (await get(`audit/events?actor=${actor}`)).body.items.length;
    expect(await events('user:default/engineer')).toBeGreaterThan(0);
    expect(await events('User:default/Engineer')).toBeGreaterThan(0);
    expect(await events('user%3Adefault%2Fengineer')).toBeGreaterThan(0);
    expect(await events('user:default/nobody')).toBe(0);
  });

  it('the plus in the name of a version is no blank', async () => {
    const { body } = await get(
      `chatbots/support-bot/evaluations?version=${VERSION}`,
    ).expect(200);
    expect(body.items).not.toHaveLength(0);
    await get(
      `chatbots/support-bot/comparison?base=${VERSION}&target=${VERSION}`,
    ).expect(200);
  });

  describe('half of a surrogate pair', () => {
    it.each<[string, () => request.Test]>([
      ['a query', () => get('chatbots?search=a%ED%A0%BD')],
      ['a path', () => get('chatbots/a%ED%A0%BD')],
      ['what no encoding gives', () => get('chatbots?search=100%')],
    ])('is refused in %s', async (_, send) => {
      const { status, body } = await send();
      expect([status, body.error.reason]).toEqual([400, 'input-invalid']);
    });

    it.each<[string, string, () => request.Test]>([
      [
        'a person',
        'purpose',
        () =>
          post('chatbots', {
            ...registration({ name: 'half' }),
            purpose: 'x\ud83d',
          }),
      ],
      [
        'a pipeline',
        'samples[0].output',
        () =>
          evaluation({
            samples: [{ sampleId: 'q', scores: {}, output: 'x\ud83d' }],
          }),
      ],
      [
        'a pipeline that reports a version',
        'bundle.parameters.a',
        () =>
          report('versions', {
            ...versionReport(),
            bundle: bundle({ parameters: { a: '\udc00' } }),
          }),
      ],
    ])('is refused in the body of %s, with its path', async (_, path, send) => {
      const { status, body } = await send();
      expect([status, body.error.reason]).toEqual([400, 'input-invalid']);
      expect(body.error.details).toEqual({ path });
    });
  });

  it('a body may begin with a byte order mark', async () => {
    const body = JSON.stringify({
      ...evaluationReport(),
      version: VERSION,
      suite: 'marked',
    });
    const { status } = await report('evaluations', `\ufeff${body}`);
    expect(status).toBe(201);
  });
});
