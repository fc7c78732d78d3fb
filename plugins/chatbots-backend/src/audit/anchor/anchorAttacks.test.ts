import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync, truncateSync } from 'node:fs';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { EVENT_KEYS } from '../../__testUtils__/eventKeys';
import { DEFAULT_POLICY } from '../../__testUtils__/governanceFixtures';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { describeAnchors } from '../fsck/checkAnchors';
import { runFsck } from '../fsck/runFsck';
import { FileAnchor } from './FileAnchor';

const databases = createTestDatabases();
const directory = createMockDirectory();
const ORIGIN = 'localhost:7007/chatbots';

describe.each(databases.eachSupportedId())('attacks on anchors on %s', id => {
  let path: string;
  let portal: Awaited<ReturnType<typeof startChatbots>>;

  beforeEach(() => {
    directory.clear();
    path = directory.resolve('anchor.jsonl');
  });
  afterEach(() => portal.backend.stop());

  async function setUp() {
    const knex = await databases.init(id);
    const { privateKey } = generateKeyPairSync('ed25519');
    const config = {
      chatbots: {
        policy: { file: DEFAULT_POLICY },
        audit: {
          signingKey: {
            privateKey: String(
              privateKey.export({ type: 'pkcs8', format: 'pem' }),
            ),
          },
          alarm: { recipients: ['group:default/platform'] },
          anchors: { file: { path } },
        },
      },
    };
    const start = async () => {
      portal = await startChatbots({ knex, config });
    };
    await start();
    await registerWithToken(portal.server);
    const status = async (): Promise<Api.AuditStatus> => {
      const { body } = await request(portal.server)
        .get('/api/chatbots/v1/audit/status')
        .set('Authorization', as('auditor'))
        .expect(200);
      return body;
    };
    /** Waits until everything is numbered and anchored. */
    const settled = async () => {
      await until(async () => {
        const { unsequenced, events, anchors } = await status();
        return (
          unsequenced === 0 &&
          anchors[0].size === events &&
          (await knex('audit_events').where({ type: 'log.anchored' })).length >
            0
        );
      });
      return status();
    };
    /** Issues tokens, an event each. */
    const work = async (times: number) => {
      for (let n = 0; n < times; n += 1) {
        await request(portal.server)
          .post('/api/chatbots/v1/chatbots/support-bot/tokens')
          .set('Authorization', as('engineer'))
          .send({ purpose: `token ${n}` })
          .expect(201);
      }
    };
    const told = () =>
      portal.notifications.send.mock.calls.map(
        ([{ payload }]) => payload.title,
      );
    const held = () =>
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).size);
    const fsck = async () => {
      const { verifierKey } = await status();
      const options = {
        trustedKeys: [parseVerifierKey(verifierKey, sha256)],
        anchors: [new FileAnchor({ path })],
      };
      return {
        findings: await runFsck(knex, {
          ...options,
          eventKeys: { origin: ORIGIN, keys: EVENT_KEYS },
        }),
        lines: await describeAnchors(knex, { ...options, now: new Date() }),
      };
    };
    const restart = async () => {
      await portal.backend.stop();
      await start();
    };
    await settled();
    return { knex, status, settled, work, told, held, fsck, restart };
  }

  it('rows about checkpoints to come keep none from leaving, and 34 events erased after it are seen', async () => {
    const { knex, status, settled, work, told, held, fsck } = await setUp();
    const before = (await status()).events;
    for (let size = before + 1; size < before + 60; size += 1) {
      await knex('audit_anchors').insert({
        anchor: 'file',
        size,
        anchored_at: new Date().toISOString(),
      });
    }
    await work(34);
    const { events } = await settled();
    expect(held().at(-1)).toBe(events);

    // Erases the 34 events and everything that the database knows of them.
    const erased = knex('audit_events')
      .where('sequence', '>=', events - 34)
      .select('id');
    await knex('audit_texts').whereIn('event_id', erased).delete();
    await knex('audit_events').where('sequence', '>=', events - 34).delete();
    await knex('audit_checkpoints').where('size', '>', events - 34).delete();
    await knex('audit_log').update({ size: events - 34 });

    await work(1);
    await until(async () => (await status()).anchors[0].state !== 'verified');
    expect((await status()).anchors).toMatchObject([
      { state: 'contradicts', problem: 'anchor-ahead', size: events },
    ]);
    expect(told()).toContain('Audit log: an anchor contradicts it');
    const { findings, lines } = await fsck();
    expect(findings.map(({ code }) => code)).toContain('log-cut');
    expect(lines).toEqual([
      expect.stringContaining('not of this log (anchor-ahead)'),
    ]);
    expect(held().at(-1)).toBe(events);
  });

  it('rows that say a checkpoint was just given make no anchor look fresh', async () => {
    const { knex, status, settled, work, fsck, restart } = await setUp();
    const { events: anchored, anchors } = await settled();
    const { newestEventAt } = anchors[0];
    const [last] = await knex('audit_events').where({ sequence: anchored - 1 });
    expect(newestEventAt).toBe(last.recorded_at);
    // From here on the anchor takes nothing.
    const kept = readFileSync(path, 'utf8');
    const frozen = FileAnchor.prototype.anchor;
    FileAnchor.prototype.anchor = async () => {
      throw new Error('read-only file system');
    };
    try {
      await restart();
      await work(3);
      await until(async () => (await status()).events >= anchored + 3);
      const { events } = await status();
      await knex('audit_anchors').insert(
        [anchored + 1, events].map(size => ({
          anchor: 'file',
          size,
          anchored_at: new Date().toISOString(),
        })),
      );
      await knex('audit_anchors').update({
        anchored_at: new Date().toISOString(),
      });
      expect((await status()).anchors).toMatchObject([
        { state: 'verified', size: anchored, newestEventAt },
      ]);
      expect((await status()).checkpoint?.anchors).toEqual([]);
      expect((await fsck()).lines).toEqual([
        expect.stringMatching(
          `^Anchor 'file': holds ${anchored} of ${events} events, the newest recorded at ${newestEventAt}; 3 later events are not anchored there, the oldest for \\d+ second`,
        ),
      ]);
    } finally {
      FileAnchor.prototype.anchor = frozen;
    }
    expect(readFileSync(path, 'utf8')).toBe(kept);
  });

  it('an anchor that is emptied while the portal is down raises the alarm and is not refilled, whatever rows are deleted', async () => {
    const { knex, status, settled, told, fsck, restart } = await setUp();
    await settled();
    await portal.backend.stop();
    truncateSync(path);
    await knex('audit_anchors').delete();
    await restart();
    await until(async () => (await status()).anchors[0].problem !== undefined);
    await until(
      async () => (await status()).anchors[0].problem !== 'anchor-not-read',
    );
    expect((await status()).anchors).toMatchObject([
      { state: 'contradicts', problem: 'anchor-emptied' },
    ]);
    await until(() => told().length > 0);
    expect(told()).toContain('Audit log: an anchor was emptied');
    expect(statSync(path).size).toBe(0);
    const { findings } = await fsck();
    expect(findings).toEqual([
      expect.objectContaining({ code: 'anchor-emptied' }),
    ]);

    // Without the event that remembers it, its number is missing.
    const [{ sequence }] = await knex('audit_events').where({
      type: 'log.anchored',
    });
    await knex('audit_events').where({ type: 'log.anchored' }).delete();
    expect((await status()).gaps).toEqual([Number(sequence)]);
  });

  it('an anchor that cannot be read back is not verified, and has neither size nor age', async () => {
    const { knex, status, settled, work } = await setUp();
    await settled();
    const read = FileAnchor.prototype.readLast;
    FileAnchor.prototype.readLast = async () => {
      throw new Error('forbidden');
    };
    try {
      await work(1);
      await knex('audit_anchors').update({
        anchored_at: new Date().toISOString(),
      });
      await until(async () => (await status()).anchors[0].state !== 'verified');
      expect((await status()).anchors).toEqual([
        { id: 'file', state: 'not-verified', problem: 'anchor-unreadable' },
      ]);
      expect((await status()).checkpoint?.anchors).toEqual([]);
    } finally {
      FileAnchor.prototype.readLast = read;
    }
  });
});
