import { AnchoredCheckpoint, AuditAnchor } from '../auditAnchors';

/**
 * What {@link describeAuditAnchor} needs.
 *
 * @public
 */
export interface AuditAnchorContract {
  /** What the tests are named after. */
  name: string;
  /** Makes an anchor that has kept nothing yet. Called before each test. */
  create(): Promise<AuditAnchor> | AuditAnchor;
  /**
   * Makes a second anchor of the same place, as another replica or a later process has it. Without it nothing shows that
   * `readLast` reads the place and not its memory.
   */
  reopen(anchor: AuditAnchor): Promise<AuditAnchor> | AuditAnchor;
}

/**
 * Tests whether an anchor keeps its contract: it keeps what it is given, byte by byte, takes it again, and reads it back.
 *
 * @public
 */
export function describeAuditAnchor(contract: AuditAnchorContract): void {
  describe(`the audit anchor ${contract.name}`, () => {
    let anchor: AuditAnchor;

    beforeEach(async () => {
      anchor = await contract.create();
    });

    it('has an id of at most 100 characters that stays the same', async () => {
      expect(anchor.id).toMatch(/^\S{1,100}$/);
      expect((await contract.reopen(anchor)).id).toBe(anchor.id);
    });

    it('holds nothing before it was given a checkpoint', async () => {
      expect(await anchor.readLast()).toBeUndefined();
      expect(await readAll(anchor)).toEqual([]);
    });

    it('gives back the last checkpoint exactly as it was given', async () => {
      for (const size of [1, 2, 30]) {
        await anchor.anchor(checkpointOf(size));
        expect(await anchor.readLast()).toEqual(checkpointOf(size));
      }
    });

    it('is read from its place and not from memory', async () => {
      await anchor.anchor(checkpointOf(1));
      const other = await contract.reopen(anchor);
      expect(await other.readLast()).toEqual(checkpointOf(1));
      await other.anchor(checkpointOf(2));
      expect(await anchor.readLast()).toEqual(checkpointOf(2));
    });

    it('takes the same checkpoint again', async () => {
      await anchor.anchor(checkpointOf(7));
      await anchor.anchor(checkpointOf(7));
      expect(await anchor.readLast()).toEqual(checkpointOf(7));
    });

    it('takes a checkpoint from several replicas at once', async () => {
      const replicas = await Promise.all(
        Array.from({ length: 4 }, () => contract.reopen(anchor)),
      );
      await Promise.all(replicas.map(one => one.anchor(checkpointOf(9))));
      expect(await anchor.readLast()).toEqual(checkpointOf(9));
    });

    it('reads back every checkpoint, oldest first, where it can', async () => {
      for (const size of [1, 2, 30]) {
        await anchor.anchor(checkpointOf(size));
      }
      const all = await readAll(anchor);
      expect(anchor.readAll ? all : [1, 2, 30].map(checkpointOf)).toEqual(
        [1, 2, 30].map(checkpointOf),
      );
    });
  });
}

/** Has the form of a signed note, with characters of more than one byte and line ends that must not be touched. */
function checkpointOf(size: number): AnchoredCheckpoint {
  const root = Buffer.alloc(32, size).toString('base64');
  const signature = Buffer.alloc(68, size).toString('base64');
  const origin = 'portal.example/chatbots';
  return {
    size,
    note: `${origin}\n${size}\n${root}\n\n\u2014 ${origin} ${signature}\n`,
  };
}

async function readAll(anchor: AuditAnchor): Promise<AnchoredCheckpoint[]> {
  const all: AnchoredCheckpoint[] = [];
  for await (const checkpoint of anchor.readAll?.() ?? []) {
    all.push(checkpoint);
  }
  return all;
}
