import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import request from 'supertest';
import { createSharedDatabases } from '../__testUtils__/createSharedDatabases';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  loadOldLog,
  readOldFile,
  readOldPortal,
  stopClockAt,
} from '../__testUtils__/oldLog';
import { as } from '../__testUtils__/registryFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';
import { isAllTold } from '../__testUtils__/isAllTold';
import { until } from '../__testUtils__/until';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { parseAuditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  canonicalJson,
  parseVerifierKey,
} from '@chatbot-portal/transparency-log';
import { leafHashOf } from './authenticateEvent';
import { FileAnchor } from './anchor/FileAnchor';
import { runFsck } from './fsck/runFsck';

const databases = createTestDatabases();
const createSharedDatabase = createSharedDatabases(databases);
const run = promisify(execFile);
const { endedAt, verifierKey, config } = readOldPortal();

/** Every type that version 0.1 could write. */
const TYPES = [
  'audit.exported',
  'chatbot.facts-changed',
  'chatbot.registered',
  'deployment.deployed',
  'deployment.failed',
  'deployment.rolled-back',
  'deployment.step-reported',
  'evaluation.reported',
  'policy.activated',
  'policy.approved',
  'policy.proposed',
  'promotion.approved',
  'promotion.decided',
  'promotion.decision-withdrawn',
  'promotion.deployed',
  'promotion.deploying',
  'promotion.expired',
  'promotion.failed',
  'promotion.rebound',
  'promotion.rejected',
  'promotion.released',
  'promotion.requested',
  'promotion.rolled-back',
  'promotion.superseded',
  'promotion.void',
  'promotion.withdrawn',
  'token.exchanged',
  'token.issued',
  'token.revoked',
  'version.reported',
];

describe.each(databases.eachSupportedId())('a log of version 0.1 on %s', id => {
  const directory = createMockDirectory();
  beforeEach(() => stopClockAt(endedAt));
  afterEach(() => {
    jest.useRealTimers();
  });

  async function load() {
    const { knex, database } = await createSharedDatabase(id);
    const anchorFile = directory.resolve('anchors.jsonl');
    await loadOldLog(id, { knex, database, anchorFile });
    return { knex, anchorFile };
  }

  /** Starts the portal of today on the old log and waits until everything has its number. */
  async function start() {
    const { knex, anchorFile } = await load();
    const { chatbots } = config;
    const portal = await startChatbots({
      knex,
      config: {
        ...config,
        chatbots: {
          ...chatbots,
          audit: { ...chatbots.audit, anchors: { file: { path: anchorFile } } },
        },
      },
    });
    await until(
      async () => (await knex('audit_events').whereNull('sequence')).length < 1,
    );
    const get = (path: string, by = 'auditor') =>
      request(portal.server)
        .get(`/api/chatbots${path}`)
        .set('Authorization', as(by));
    return { ...portal, knex, anchorFile, get };
  }

  /** What the verifier of version 0.1 says of an export. */
  async function verifyAsThen(ndjson: string | Buffer): Promise<string> {
    await writeFile(
      directory.resolve('verify.mjs'),
      readOldFile('verify.mjs.gz'),
    );
    await writeFile(directory.resolve('export.ndjson'), ndjson);
    const { stdout } = await run(
      process.execPath,
      ['verify.mjs', 'verify', 'export.ndjson', '--key', verifierKey],
      { cwd: directory.path },
    );
    return stdout;
  }

  it('holds every event type ten times, and what was cut short', async () => {
    const { knex } = await load();
    const counts: { type: string; count: string | number }[] = await knex(
      'audit_events',
    )
      .groupBy('type')
      .orderBy('type')
      .select('type')
      .count({ count: '*' });
    expect(counts.map(({ type }) => type)).toEqual(TYPES);
    expect(counts.filter(({ count }) => Number(count) < 10)).toEqual([]);

    const lostQuorums = await knex('audit_events')
      .where({ type: 'promotion.requested' })
      .where('body', 'like', '%"from":"approved"%');
    expect(lostQuorums.length).toBeGreaterThanOrEqual(10);
    const unnumbered = await knex('audit_events').whereNull('sequence');
    expect(unnumbered).toHaveLength(4);
    const undelivered = await knex('outbox')
      .whereNull('dispatched_at')
      .pluck('topic');
    expect(new Set(undelivered)).toEqual(new Set(['changed', 'notification']));
    const open = await knex('promotions')
      .whereNotNull('open_key')
      .pluck('state');
    expect(new Set(open)).toEqual(
      new Set(['requested', 'approved', 'released', 'deploying']),
    );
    expect(await knex('people').whereNull('user_ref')).toHaveLength(1);
  });

  it('is numbered to its end, and neither status nor fsck finds anything', async () => {
    const { knex, anchorFile, backend, get } = await start();
    const { body: status } = await get('/v1/audit/status').expect(200);
    expect(status.unproven).toEqual({ count: 0, latest: [] });
    expect(
      await runFsck(knex, {
        trustedKeys: [parseVerifierKey(verifierKey, sha256)],
        anchors: [new FileAnchor({ path: anchorFile })],
      }),
    ).toEqual([]);
    await backend.stop();
  });

  it('lets nobody add by SQL what its origins did not say: fsck names the evaluation', async () => {
    const { knex, anchorFile, backend } = await start();
    const found = async () =>
      (
        await runFsck(knex, {
          trustedKeys: [parseVerifierKey(verifierKey, sha256)],
          anchors: [new FileAnchor({ path: anchorFile })],
        })
      ).map(({ code }) => code);
    const { id: evaluation, origin } = (await knex('evaluations').first())!;
    const write = (text: string) =>
      knex('evaluations').where({ id: evaluation }).update({ origin: text });
    for (const claim of [
      { event: 'push' },
      { protected: true },
      { workflowFile: '.github/workflows/ci.yml' },
    ]) {
      await write(JSON.stringify({ ...JSON.parse(origin), ...claim }));
      expect([claim, await found()]).toEqual([claim, ['evaluation-changed']]);
    }
    await write(origin);
    expect(await found()).toEqual([]);
    await backend.stop();
  });

  it('gives exports that the verifier of version 0.1 takes', async () => {
    expect(await verifyAsThen(readOldFile('export.ndjson.gz'))).toMatch(
      /^VALID$/m,
    );
    const { server, backend, get } = await start();
    const { body: created } = await request(server)
      .post('/api/chatbots/v1/audit/exports')
      .set('Authorization', as('auditor'))
      .send({ reveal: true })
      .expect(201);
    const { body: ndjson } = await get(created.ndjson)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', part => parts.push(Buffer.from(part)));
        res.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    expect(await verifyAsThen(ndjson)).toMatch(/^VALID$/m);
    await backend.stop();
  });

  it('tells those whom the old portal could not reach', async () => {
    const { knex, notifications, backend } = await start();
    // The last attempts failed moments before the clock stopped.
    jest.setSystemTime(Date.parse(endedAt) + 20 * 60_000);
    await until(() => isAllTold(knex));
    // Each message once, and nothing that the old portal had told.
    const sent = notifications.send.mock.calls.map(([message]) =>
      JSON.stringify(message),
    );
    expect([...new Set(sent)].sort()).toEqual([...sent].sort());
    const told = knex('deliveries').whereNot({ topic: 'outbox.changed' });
    expect(sent.length).toBeGreaterThanOrEqual((await told).length);
    const announced = knex('deliveries')
      .where({ topic: 'announced' })
      .select('message_id');
    expect(
      await knex('audit_events').whereNull('mac').whereIn('id', announced),
    ).toEqual([]);
    expect(notifications.send).toHaveBeenCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: expect.stringContaining('menu-bot'),
        }),
      }),
    );
    await backend.stop();
  });

  it('shows its chatbots, promotions and history', async () => {
    const { knex, backend, get } = await start();
    const { body: chatbots } = await get('/v1/chatbots?limit=50').expect(200);
    expect(chatbots.items).toHaveLength(14);
    const { body: stages } = await get('/v1/chatbots/legal-bot/stages').expect(
      200,
    );
    expect(stages.items).toMatchObject([
      { stage: 'development', state: 'empty' },
      { stage: 'staging', state: 'rolling-out', version: 'v1' },
      { stage: 'production', version: 'v1' },
    ]);
    for (const [chatbot, state] of [
      ['orders-bot', 'requested'],
      ['payroll-bot', 'requested'],
      ['billing-bot', 'released'],
      ['legal-bot', 'deploying'],
    ]) {
      const [promotionId] = await knex('promotions')
        .where({ chatbot })
        .whereNotNull('open_key')
        .pluck('id');
      const { body } = await get(
        `/v1/promotions/${promotionId}`,
        'reviewer-one',
      ).expect(200);
      expect(body.promotion).toMatchObject({ chatbot, state, version: 'v5' });
    }
    // Nobody accepted their class: what was approved by the rules of a lower one than the strictest holds no longer.
    const lost = { chatbot: 'travel-bot', state_reason: 'risk-class-changed' };
    await until(async () => (await knex('promotions').where(lost)).length > 0);
    const { items } = (await get('/v1/chatbots?limit=50')).body;
    expect(
      items.map(({ chatbot }: Api.ChatbotSummary) => [
        chatbot.riskClass,
        chatbot.accepted,
      ]),
    ).toEqual(Array(14).fill(['high', false]));
    const ended = await knex('promotions').whereNull('open_key').pluck('id');
    for (const promotionId of ended) {
      await get(`/v1/promotions/${promotionId}`).expect(200);
    }
    const { body: history } = await get(
      '/v1/audit/events?limit=100&type=promotion.requested',
    ).expect(200);
    expect(history.items).toHaveLength(100);
    await backend.stop();
  });

  describe('with promotions that are open', () => {
    async function begin() {
      const portal = await start();
      const { server, knex } = portal;
      const idOf = async (chatbot: string) => {
        const [promotion] = await knex('promotions')
          .where({ chatbot })
          .whereNotNull('open_key');
        return promotion.id;
      };
      const tokenOf = async (chatbot: string) => {
        const { body } = await request(server)
          .post(`/api/chatbots/v1/chatbots/${chatbot}/tokens`)
          .set('Authorization', as('engineer'))
          .send({ purpose: 'ci' })
          .expect(201);
        return body.token;
      };
      const pipeline = async (chatbot: string, path: string, body?: object) =>
        request(server)
          .post(`/api/chatbots/pipeline/v1${path}`)
          .set('Authorization', `Bearer ${await tokenOf(chatbot)}`)
          .send(body);
      const issue = async (chatbot: string) =>
        pipeline(chatbot, `/promotions/${await idOf(chatbot)}/permit`);
      const consume = async (chatbot: string) => {
        const [permit] = await knex('permits').where({
          promotion_id: await idOf(chatbot),
        });
        const [{ digest }] = await knex('promotions').where({
          id: permit.promotion_id,
        });
        return pipeline(chatbot, `/permits/${permit.id}/consume`, {
          idempotencyKey: 'today',
          digest,
        });
      };
      const decide = async (chatbot: string, by: string) => {
        const promotionId = await idOf(chatbot);
        const { body } = await portal.get(`/v1/promotions/${promotionId}`, by);
        return request(server)
          .post(`/api/chatbots/v1/promotions/${promotionId}/decisions`)
          .set('Authorization', as(by))
          .send({
            decision: 'approve',
            bindingDigest: body.promotion.bindingDigest,
          });
      };
      return { ...portal, idOf, issue, consume, decide };
    }

    it('approves, releases and deploys them by what the old log has', async () => {
      const { backend, issue, consume, decide } = await begin();
      await decide('payroll-bot', 'reviewer-one');
      const { body } = await decide('payroll-bot', 'reviewer-two');
      expect(body).toMatchObject({ state: 'approved' });
      expect(await issue('payroll-bot')).toMatchObject({ status: 200 });
      expect(await consume('billing-bot')).toMatchObject({ status: 201 });
      await backend.stop();
    });

    it('counts no old event that is not what was signed', async () => {
      const { knex, backend, idOf, consume } = await begin();
      const expectRefused = (answer: request.Response) =>
        expect(answer).toMatchObject({
          status: 409,
          body: { error: { reason: 'evidence-not-authenticated' } },
        });
      // Another approval, with everything that is not signed made to fit.
      const billing = await idOf('billing-bot');
      const [event] = await knex('audit_events').where({
        subject_id: billing,
        type: 'promotion.decided',
      });
      const body = parseAuditEventText(event.body);
      const text = canonicalJson({
        ...body,
        occurredAt: '2026-10-19T00:00:00.000Z',
      });
      const place = { level: 0, position: Number(event.sequence) };
      const write = async (
        from: string,
        {
          occurred_at,
          body: written,
        }: Pick<typeof event, 'occurred_at' | 'body'>,
      ) => {
        await knex('decisions')
          .where({ promotion_id: billing, decided_at: from })
          .update({ decided_at: occurred_at });
        const hash = leafHashOf(written);
        await knex('audit_events')
          .where({ id: event.id })
          .update({ body: written, occurred_at, leaf_hash: hash });
        await knex('audit_nodes').where(place).update({ hash });
      };
      const another = { occurred_at: '2026-10-19T00:00:00.000Z', body: text };
      await write(event.occurred_at, another);
      expectRefused(await consume('billing-bot'));
      await write(another.occurred_at, event);

      // An event under another number.
      await knex('audit_events')
        .where({ id: event.id })
        .update({ sequence: 1_000_000 });
      expectRefused(await consume('billing-bot'));
      await backend.stop();
    });
  });
});
