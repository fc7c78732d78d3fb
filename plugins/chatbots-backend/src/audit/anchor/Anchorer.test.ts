import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  AnchoredCheckpoint,
  AuditAnchor,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { signCheckpoint } from '@chatbot-portal/transparency-log';
import {
  AT,
  MemoryAnchor,
  setUpAnchoring,
} from '../../__testUtils__/anchoring';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testLogKeys } from '../../__testUtils__/sequencing';
import { FileAnchor } from './FileAnchor';

const directory = createMockDirectory();
const ORIGIN = 'portal.test/chatbots';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('Anchorer on %s', id => {
  beforeEach(() => directory.clear());

  const setUp = async (anchors: AuditAnchor[]) =>
    setUpAnchoring(await databases.init(id), anchors);

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
    for (const size of [2, 6]) {
      await grow(size);
      await anchorer.run();
      await anchorer.run();
      const note = memory.held.at(-1)?.note;
      const state = 'verified';
      const [{ recorded_at: newestEventAt }] = await knex('audit_events').where(
        { sequence: size - 1 },
      );
      expect(anchorer.states()).toEqual([
        { id: 'memory', state, size, readAt: AT, note, newestEventAt },
        { id: 'file', state, size, readAt: AT, note, newestEventAt },
      ]);
    }
    expect(memory.sizes).toEqual([2, 6]);
    expect(
      await knex('audit_events').where({ type: 'log.anchored' }),
    ).toHaveLength(2);
  });

  it('says by the root how old a checkpoint is, and nothing where the last event it covers is gone', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex, pass } = await setUp([memory]);
    await grow(4);
    const anchorer = create();
    await anchorer.run();
    memory.anchor = async () => {
      throw new Error('read-only');
    };
    pass(60_000);
    await grow(6);
    // Somebody gives the number of the last anchored event to a newer one.
    await knex('audit_events').where({ sequence: 3 }).update({ sequence: 90 });
    await knex('audit_events').where({ sequence: 5 }).update({ sequence: 3 });
    await anchorer.run();
    const [state] = anchorer.states();
    expect(state).toMatchObject({ state: 'verified', size: 4 });
    expect(state).not.toHaveProperty('newestEventAt');
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
    expect(memory.sizes).toEqual([2, 4]);
  });

  it('lets no checkpoint leave that is not signed', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex, logger } = await setUp([memory]);
    await grow(2);
    const [{ note }] = await knex('audit_checkpoints').limit(1);
    await knex('audit_checkpoints').update({ note: note.replace('2', '3') });
    await create().run();
    expect(memory.sizes).toEqual([]);
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
      expect(anchorer.states()).toMatchObject([
        { id: 'memory', state: 'contradicts', size, problem, readAt: AT },
      ]);
      expect(memory.sizes).toEqual([size]);
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
    expect(memory.sizes).toEqual([2, 3]);
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
