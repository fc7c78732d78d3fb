import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { verifyExport } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { Knex } from 'knex';
import request from 'supertest';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();
const OTHER = { host: 'git', id: 'b', url: 'http://git/b' };

const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function verifyBytes(raw: Uint8Array, data: Uint8Array, signature: Uint8Array) {
  const key = createPublicKey({
    key: Buffer.concat([ED25519_SPKI, raw]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, data, key, signature);
}

async function* bytes(text: string) {
  yield new Uint8Array(Buffer.from(text, 'utf8'));
}

describe.each(databases.eachSupportedId())('audit exports on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex });
    await registerWithToken(server);
    const create = async (body: Api.AuditExportRequest = {}) => {
      const response = await request(server)
        .post('/api/chatbots/v1/audit/exports')
        .set('Authorization', as('auditor'))
        .send(body);
      expect(response.body.error).toBeUndefined();
      expect(response.status).toBe(201);
      return response.body as Api.AuditExport;
    };
    const download = (path: string, user = 'auditor') =>
      request(server)
        .get(`/api/chatbots${path}`)
        .set('Authorization', as(user))
        .buffer(true)
        .parse((res, done) => {
          let text = '';
          res.setEncoding('utf8');
          res.on('data', part => {
            text += part;
          });
          res.on('end', () => done(null, text));
        });
    return { knex, server, backend, create, download };
  }

  async function check(
    server: Awaited<ReturnType<typeof setUp>>['server'],
    ndjson: string,
    csv?: string,
  ) {
    const { body } = await request(server).get(
      '/api/chatbots/.well-known/chatbot-portal/keys',
    );
    const logKey = (body as Api.PublicKeys).keys.find(
      key => key.use === 'audit-log',
    );
    return verifyExport({
      ndjson: bytes(ndjson),
      ...(csv === undefined ? {} : { csv: bytes(csv) }),
      trustedKeys: [parseVerifierKey(logKey?.verifierKey ?? '', sha256)],
      hashing: { sha256, createSha256: () => createHash('sha256') },
      verify: verifyBytes,
    });
  }

  it('gives files that prove themselves, and records that they were asked for', async () => {
    const { knex, server, create, download } = await setUp();
    const created = await create({ reveal: true });
    const ndjson = await download(created.ndjson).expect(200);
    expect(ndjson.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="audit-0-${
        created.toSequence - 1
      }.ndjson"`,
      'cache-control': 'no-store',
    });
    const csv = await download(created.csv).expect(200);
    expect(await check(server, ndjson.body, csv.body)).toMatchObject({
      valid: true,
      problems: [],
      events: created.count,
      csvRows: created.count,
      // Who registered the chatbot, and who accepted it.
      peopleStated: 2,
    });
    expect(ndjson.body).toContain('user:default/engineer');
    const [exported] = await knex('audit_events')
      .where({ type: 'audit.exported' })
      .limit(1);
    expect(JSON.parse(exported.body)).toMatchObject({
      data: { fromSequence: 0, toSequence: created.toSequence, reveal: true },
    });
  });

  it('records once what is asked again under the same id, and gives new links', async () => {
    const { knex, server, create, download } = await setUp();
    const period = { from: '2020-01-01T00:00:00.000Z' };
    const asked = { ...period, requestId: 'a'.repeat(32) };
    const [first, ...more] = await Promise.all([create(asked), create(asked)]);
    // What happened since belongs to the next export.
    await registerWithToken(server, { name: 'b', repository: OTHER });
    more.push(await create(asked));
    const recorded = () =>
      knex('audit_events').where({ type: 'audit.exported' });
    expect(await recorded()).toHaveLength(1);
    for (const again of more) {
      expect(again).toMatchObject({
        fromSequence: first.fromSequence,
        toSequence: first.toSequence,
        checkpoint: first.checkpoint,
      });
      const { body } = await download(again.ndjson).expect(200);
      expect(await check(server, body)).toMatchObject({
        valid: true,
        events: first.count,
      });
    }
    await create({ ...asked, reveal: true });
    await create({ ...period, requestId: 'b'.repeat(32) });
    await create(period);
    expect(await recorded()).toHaveLength(4);
  });

  it('holds nothing of the MACs that stand beside the events', async () => {
    const { knex, create, download } = await setUp();
    const created = await create({ reveal: true });
    const macs = await knex('audit_events').whereNotNull('mac').pluck('mac');
    expect(macs.length).toBeGreaterThan(1);
    for (const path of [created.ndjson, created.csv]) {
      const { body } = await download(path).expect(200);
      expect(body).not.toMatch(/\bmac\b|mac_key_id|set_aside/i);
      expect(macs.filter(mac => body.includes(mac))).toEqual([]);
    }
  });

  it('reveals nobody unless asked', async () => {
    const { server, create, download } = await setUp();
    const { body } = await download((await create()).ndjson);
    expect(body).not.toContain('user:default/');
    expect(await check(server, body)).toMatchObject({ valid: true });
  });

  it.each<[string, (knex: Knex) => Promise<unknown>]>([
    [
      'its text was changed',
      knex =>
        knex('audit_events')
          .where({ sequence: 1 })
          .update({
            body: knex.raw(`replace(body, '"chatbot', '"Chatbot')`),
          }),
    ],
    [
      'its text and hash were exchanged',
      async knex => {
        const [other] = await knex('audit_events')
          .where({ sequence: 0 })
          .limit(1);
        await knex('audit_events')
          .where({ sequence: 1 })
          .update({ body: other.body, leaf_hash: other.leaf_hash });
      },
    ],
  ])('lets a verifier find an event when %s', async (_what, tamper) => {
    const { knex, server, create, download } = await setUp();
    const { ndjson } = await create();
    await tamper(knex);
    const { body } = await download(ndjson).expect(200);
    const result = await check(server, body);
    expect(result.valid).toBe(false);
    expect(
      result.problems.some(({ at, seq }) => at === 'tree' || seq === 1),
    ).toBe(true);
  });

  it('breaks off rather than leave out an event that was removed', async () => {
    const { knex, server, create, download } = await setUp();
    const { ndjson } = await create();
    await knex('audit_texts').delete();
    await knex('audit_events').where({ sequence: 1 }).delete();
    await expect(download(ndjson)).rejects.toThrow(/aborted|hang up/);
    const status = await request(server)
      .get('/api/chatbots/v1/audit/status')
      .set('Authorization', as('auditor'));
    expect(status.body.gaps).toEqual([1]);
  });

  it('takes a link once, from the person it was made for, for a minute', async () => {
    const { knex, create, download } = await setUp();
    const refused = {
      status: 403,
      body: { error: { reason: 'export-ticket-invalid' } },
    };
    const json = async (path: string, user?: string) => {
      const { status, body } = await download(path, user);
      return { status, body: JSON.parse(body) };
    };
    const { ndjson, csv } = await create();
    expect(await json(ndjson, 'lead')).toMatchObject(refused);
    await download(ndjson).expect(200);
    expect(await json(ndjson)).toMatchObject(refused);
    await knex('export_tickets')
      .whereNull('used_at')
      .update({ expires_at: new Date(Date.now() - 1).toISOString() });
    expect(await json(csv)).toMatchObject(refused);
    const secrets = JSON.stringify(await knex('export_tickets'));
    expect(secrets).not.toContain(csv.split('/').at(-1));
  });

  it('lets only one of two requests use a link', async () => {
    const { create, download } = await setUp();
    const { ndjson } = await create();
    const responses = await Promise.all([download(ndjson), download(ndjson)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('takes the cookie of a browser for a download', async () => {
    const { server, create } = await setUp();
    const { ndjson } = await create();
    const cookie = mockCredentials.limitedUser.cookie('user:default/auditor');
    const response = await request(server)
      .get(`/api/chatbots${ndjson}`)
      .set('Cookie', cookie);
    expect(response.status).toBe(200);
  });

  it('covers what was told late of the period', async () => {
    const { knex, server, create, download } = await setUp();
    const before = await create();
    await UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    }).run(
      { actor: PORTAL, occurredAt: new Date('2020-01-01T00:00:00Z') },
      work => work.record(sampleEvent('late')),
    );
    const created = await create({
      from: '2019-12-31T23:00:00Z',
      to: '2020-01-01T02:00:00+01:00',
    });
    expect(created.count).toBe(1);
    expect(created.fromSequence).toBeGreaterThanOrEqual(before.toSequence);
    const { body } = await download(created.ndjson).expect(200);
    expect(await check(server, body)).toMatchObject({
      valid: true,
      events: 1,
      range: {
        period: {
          from: '2019-12-31T23:00:00.000Z',
          to: '2020-01-01T01:00:00.000Z',
        },
      },
      outsidePeriod: 0,
    });
    const nothing = await request(server)
      .post('/api/chatbots/v1/audit/exports')
      .set('Authorization', as('auditor'))
      .send({ from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' });
    expect(nothing.body.error.reason).toBe('audit-range-invalid');
  });

  it('lets a verifier see that a period was found by other instants than its events say', async () => {
    const { knex, server, create, download } = await setUp();
    await create();
    await knex('audit_events')
      .where({ sequence: 1 })
      .update({ occurred_at: '2020-01-01T00:00:00.000Z' });
    const { ndjson } = await create({ to: '2020-01-02T00:00:00Z' });
    const { body } = await download(ndjson).expect(200);
    const result = await check(server, body);
    expect(result).toMatchObject({ valid: false, outsidePeriod: 1 });
    expect(result.problems).toEqual([expect.objectContaining({ seq: 1 })]);
  });

  // SQLite has one writer, so nothing is committed beside a transaction that is open.
  if (id.startsWith('POSTGRES')) {
    it('covers what an open transaction told of the past, once it is committed', async () => {
      const { knex, server, create, download } = await setUp();
      const unitOfWork = UnitOfWork.create({
        knex,
        clock: systemClock,
        audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
      });
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      let recorded = () => {};
      const inside = new Promise<void>(resolve => {
        recorded = resolve;
      });
      const late = unitOfWork.run(
        { actor: PORTAL, occurredAt: new Date('2020-01-01T00:00:00Z') },
        async work => {
          await work.record(sampleEvent('late'));
          recorded();
          await held;
        },
      );
      await inside;
      const before = await create();
      release();
      await late;
      const created = await create({ to: '2020-01-02T00:00:00Z' });
      expect(created.fromSequence).toBeGreaterThanOrEqual(before.toSequence);
      const { body } = await download(created.ndjson).expect(200);
      expect(body).toContain('token.revoked');
      expect(await check(server, body)).toMatchObject({
        valid: true,
        events: 1,
      });
    });
  }
});
