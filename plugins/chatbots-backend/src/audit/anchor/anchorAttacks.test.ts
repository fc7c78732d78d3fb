import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFileSync, statSync, truncateSync } from 'node:fs';
import {
  anchoredConfig,
  AnchoredPortal,
  issueTokens,
} from '../../__testUtils__/anchoredPortal';
import { createTestDatabases } from '../../__testUtils__/databases';
import { registerWithToken } from '../../__testUtils__/registryFixtures';
import { until } from '../../__testUtils__/until';
import { FileAnchor } from './FileAnchor';

const databases = createTestDatabases();
const directory = createMockDirectory();

describe.each(databases.eachSupportedId())('attacks on anchors on %s', id => {
  let portal: AnchoredPortal;

  beforeEach(() => directory.clear());
  afterEach(() => portal.stop());

  async function setUp() {
    const knex = await databases.init(id);
    const path = directory.resolve('anchor.jsonl');
    portal = new AnchoredPortal(anchoredConfig(path), path);
    await portal.start(knex);
    await registerWithToken(portal.server);
    await portal.settled(knex);
    const { verifierKey } = await portal.status();
    return {
      knex,
      path,
      status: () => portal.status(),
      settled: () => portal.settled(knex),
      told: () => portal.told(),
      held: () => portal.held(),
      fsck: () => portal.fsck(knex, verifierKey),
      work: (times: number) => issueTokens(portal.server, times),
      restart: async () => {
        await portal.stop();
        await portal.start(knex);
      },
    };
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
    await knex('audit_events')
      .where('sequence', '>=', events - 34)
      .delete();
    await knex('audit_checkpoints')
      .where('size', '>', events - 34)
      .delete();
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
    const { knex, path, status, settled, work, fsck, restart } = await setUp();
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
    const { knex, path, status, settled, told, fsck, restart } = await setUp();
    await settled();
    await portal.stop();
    truncateSync(path);
    await knex('audit_anchors').delete();
    await restart();
    expect((await status()).anchors).toMatchObject([
      { state: 'contradicts', problem: 'anchor-emptied' },
    ]);
    await until(() => told().includes('Audit log: an anchor was emptied'));
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
