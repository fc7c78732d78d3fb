import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  AnchoredCheckpoint,
  AuditAnchor,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { signCheckpoint } from '@chatbot-portal/transparency-log';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testAlarm, testEventKeys } from '../../__testUtils__/eventKeys';
import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { testLogKeys, testSequencing } from '../../__testUtils__/sequencing';
import { PORTAL } from '../../database/Actor';
import { connectDatabase } from '../../database/connectDatabase';
import { UnitOfWork } from '../../database/UnitOfWork';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { Anchorer } from './Anchorer';
import { FileAnchor } from './FileAnchor';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';
const directory = createMockDirectory();
const AT = '2026-11-30T10:00:00.000Z';

/** Keeps checkpoints in memory. */
class MemoryAnchor implements AuditAnchor {
  held: AnchoredCheckpoint[] = [];

  constructor(readonly id = 'memory') {}

  async anchor(checkpoint: AnchoredCheckpoint): Promise<void> {
    this.held.push(checkpoint);
  }

  async readLast(): Promise<AnchoredCheckpoint | undefined> {
    return this.held.at(-1);
  }
}

describe.each(databases.eachSupportedId())('Anchorer on %s', id => {
  beforeEach(() => directory.clear());

  async function setUp(anchors: AuditAnchor[]) {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const logKeys = testLogKeys(ORIGIN);
    const log = testSequencing({ knex, logKeys });
    let now = Date.parse(AT);
    const clock = { now: () => new Date(now) };
    const unitOfWork = UnitOfWork.create({
      knex,
      clock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys(ORIGIN) }),
    });
    const logger = mockServices.logger.mock();
    const send = jest.fn(async () => {});
    const alarm = testAlarm({
      logger,
      notifications: { send },
      recipients: ['group:default/platform'],
    });
    const create = () =>
      new Anchorer({
        knex,
        clock,
        logger,
        anchors,
        verifierKeys: logKeys.verifierKeys,
        alarm,
        timeoutMs: 100,
      });
    /** Records events until the log has this size, and signs its end. */
    const grow = async (size: number) => {
      const [row] = await knex('audit_log');
      for (let n = Math.max(1, Number(row.size)); n < size; n += 1) {
        await unitOfWork.run({ actor: PORTAL }, work =>
          work.record(sampleEvent(n)),
        );
      }
      await log.drain();
    };
    const pass = (ms: number) => {
      now += ms;
    };
    /** A checkpoint by the log's own key, of a root that may not be the log's. */
    const forge = async (size: number, root = Buffer.alloc(32, 1)) => ({
      size,
      note: await signCheckpoint(
        { size, root },
        logKeys.verifierKey,
        logKeys.signer.sign,
      ),
    });
    return { knex, create, grow, forge, pass, logger, send };
  }

  const sizesOf = (anchor: MemoryAnchor) => anchor.held.map(({ size }) => size);

  it('takes each new checkpoint to every anchor, and reads it back', async () => {
    const memory = new MemoryAnchor();
    const file = new FileAnchor({ path: directory.resolve('anchor.jsonl') });
    const { create, grow, knex } = await setUp([memory, file]);
    const anchorer = create();
    expect(anchorer.states()).toMatchObject([
      { id: 'memory', state: 'not-verified', problem: 'anchor-not-read' },
      { id: 'file', state: 'not-verified' },
    ]);
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([
      { state: 'empty' },
      { state: 'empty' },
    ]);
    for (const size of [2, 3]) {
      await grow(size);
      await anchorer.run();
      await anchorer.run();
      expect(anchorer.states()).toEqual([
        { id: 'memory', state: 'verified', size, readAt: AT },
        { id: 'file', state: 'verified', size, readAt: AT },
      ]);
    }
    expect(sizesOf(memory)).toEqual([2, 3]);
    expect(await knex('audit_anchors')).toHaveLength(4);
  });

  it('goes by what an anchor holds and not by rows of sizes to come', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex } = await setUp([memory]);
    await grow(2);
    const [own] = await knex('audit_checkpoints').limit(1);
    for (const size of [2, 3, 4, 1000]) {
      await knex('audit_anchors').insert({
        anchor: 'memory',
        size,
        anchored_at: '2027-01-01T00:00:00.000Z',
      });
    }
    await knex('audit_checkpoints').insert({ ...own, size: 1000 });
    const anchorer = create();
    await anchorer.run();
    await grow(4);
    await anchorer.run();
    expect(sizesOf(memory)).toEqual([2, 4]);
  });

  it('lets no checkpoint leave that is not signed', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex, logger } = await setUp([memory]);
    await grow(2);
    const [{ note }] = await knex('audit_checkpoints').limit(1);
    await knex('audit_checkpoints').update({ note: note.replace('2', '3') });
    await create().run();
    expect(sizesOf(memory)).toEqual([]);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('is not signed by a key of the log'),
    );
  });

  it.each([
    ['anchor-differs', 2],
    ['anchor-ahead', 9],
  ])(
    'raises the alarm once for %s, and gives such an anchor nothing more',
    async (problem, size) => {
      const memory = new MemoryAnchor();
      const { create, grow, forge, logger, send } = await setUp([memory]);
      await grow(3);
      memory.held = [await forge(size)];
      const anchorer = create();
      await anchorer.run();
      await anchorer.run();
      expect(anchorer.states()).toEqual([
        { id: 'memory', state: 'contradicts', size, problem, readAt: AT },
      ]);
      expect(sizesOf(memory)).toEqual([size]);
      expect(send).toHaveBeenCalledTimes(1);
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringMatching(
          `^anchor-contradicts-log: anchor memory at size ${size}`,
        ),
        { code: 'anchor-contradicts-log', reason: problem },
      );

      memory.held = [];
      await anchorer.run();
      expect(anchorer.states()).toMatchObject([{ state: 'verified', size: 3 }]);
    },
  );

  it.each<[string, (own: AnchoredCheckpoint) => Promise<AnchoredCheckpoint>]>([
    [
      'another key signed',
      async ({ size }) => {
        const { verifierKey, signer } = testLogKeys(ORIGIN);
        const end = { size, root: Buffer.alloc(32, 1) };
        return {
          size,
          note: await signCheckpoint(end, verifierKey, signer.sign),
        };
      },
    ],
    [
      'carries a signature of something else',
      async ({ size, note }) => {
        // Its last bytes; what stands before them names the key.
        const end = note.lastIndexOf('=');
        return {
          size,
          note: `${note.slice(0, end - 9)}AAAAAAAA${note.slice(end - 1)}`,
        };
      },
    ],
    [
      'says another size than its note',
      async ({ note }) => ({ size: 2, note }),
    ],
  ])('raises the alarm for what %s', async (_, forge) => {
    const memory = new MemoryAnchor();
    const { create, grow, send } = await setUp([memory]);
    await grow(3);
    const anchorer = create();
    await anchorer.run();
    expect(send).not.toHaveBeenCalled();
    memory.held = [await forge(memory.held[0])];
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([
      { state: 'contradicts', problem: 'anchor-unsigned' },
    ]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('raises the alarm for a log that was cut behind its anchor', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex, send } = await setUp([memory]);
    await grow(5);
    await create().run();
    await knex('audit_checkpoints').delete();
    await knex('audit_log').update({ size: 3 });
    const anchorer = create();
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([
      { state: 'contradicts', size: 5, problem: 'anchor-ahead' },
    ]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('says not verified of an anchor that can not be read, and gives it each checkpoint once', async () => {
    const memory = new MemoryAnchor();
    memory.readLast = async () => {
      throw new Error('forbidden');
    };
    const { create, grow, send } = await setUp([memory]);
    const anchorer = create();
    for (const size of [2, 3]) {
      await grow(size);
      await anchorer.run();
      await anchorer.run();
    }
    expect(anchorer.states()).toEqual([
      { id: 'memory', state: 'not-verified', problem: 'anchor-unreadable' },
    ]);
    expect(sizesOf(memory)).toEqual([2, 3]);
    expect(send).not.toHaveBeenCalled();
  });

  it('does not believe an anchor that takes a checkpoint and keeps none', async () => {
    const memory = new MemoryAnchor();
    memory.anchor = async () => {};
    const { create, grow } = await setUp([memory]);
    await grow(2);
    const anchorer = create();
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([{ state: 'empty' }]);
  });

  it('gives up on an anchor that hangs or fails, and serves the others', async () => {
    const hanging = new MemoryAnchor('hanging');
    hanging.anchor = () => new Promise(() => {});
    const failing = new MemoryAnchor('failing');
    failing.anchor = async () => {
      throw new Error('disk full');
    };
    const good = new MemoryAnchor('good');
    const { create, grow } = await setUp([hanging, failing, good]);
    await grow(2);
    const anchorer = create();
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([
      { id: 'hanging', state: 'empty' },
      { id: 'failing', state: 'empty' },
      { id: 'good', state: 'verified', size: 2 },
    ]);
  });

  it('reads anchors back every minute while nothing is signed', async () => {
    const memory = new MemoryAnchor();
    const readLast = jest.spyOn(memory, 'readLast');
    const { create, grow, pass } = await setUp([memory]);
    await grow(2);
    const anchorer = create();
    const wake = async () => {
      anchorer.wake();
      await anchorer.idle();
      return readLast.mock.calls.length;
    };
    const first = await wake();
    expect(await wake()).toBe(first);
    pass(59_000);
    expect(await wake()).toBe(first);
    pass(1_000);
    expect(await wake()).toBe(first + 1);
    await grow(3);
    expect(await wake()).toBeGreaterThan(first + 1);
  });
});
