import { MemoryAnchor, setUpAnchoring } from '../../__testUtils__/anchoring';
import { dumpRows } from '../../__testUtils__/backups';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testSequencing } from '../../__testUtils__/sequencing';
import { LogGuard } from '../anchor/LogGuard';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'numbering and signing a log that was put back, on %s',
  id => {
    /** A log of six events that anchors held ten of, and a process that knows that. */
    async function setUp() {
      const knex = await databases.init(id);
      const anchoring = await setUpAnchoring(knex, [new MemoryAnchor()]);
      const { grow, record, logKeys } = anchoring;
      const guard = new LogGuard();
      const log = testSequencing({ knex, logKeys, guard });
      await grow(6);
      const restore = await dumpRows(knex);
      await grow(10);
      const [{ root_hash: root }] = await knex('audit_checkpoints').where({
        size: 10,
      });
      guard.noteHeld('file', { size: 10, root: Buffer.from(root, 'base64') });
      const state = async () => {
        const [{ size }] = await knex('audit_log');
        const [signed] = await knex('audit_checkpoints').max({ size: 'size' });
        return { size: Number(size), signed: Number(signed.size) };
      };
      return { knex, grow, record, guard, log, restore, state };
    }

    it('goes on while the log is as long as what anchors hold', async () => {
      const { record, log, state, guard } = await setUp();
      await record(90);
      await log.drain();
      expect(await state()).toEqual({ size: 11, signed: 11 });
      expect(guard.isOpen).toBe(true);
    });

    it('numbers nothing on top of a shorter log', async () => {
      const { record, log, restore, state, guard } = await setUp();
      await restore();
      await record(90);
      await log.sequencer.drain();
      await log.sequencer.drain();
      expect(await state()).toEqual({ size: 6, signed: 6 });
      expect(guard.behind).toMatchObject({ anchoredSize: 10, size: 6 });
    });

    it('sees a shorter log though nothing is written, and signs nothing', async () => {
      const { knex, log, restore, state, guard } = await setUp();
      await restore();
      await knex('audit_checkpoints').delete();
      await log.checkpointer.run();
      expect(await state()).toEqual({ size: 6, signed: 0 });
      expect(guard.behind).toMatchObject({ anchoredSize: 10, size: 6 });
    });

    it('signs no longer log of other events', async () => {
      const { grow, knex, log, restore, guard } = await setUp();
      await restore();
      // Somewhere without the anchor it grew to other ten events and more.
      await grow(12);
      await knex('audit_checkpoints').delete();
      await log.checkpointer.run();
      expect(await knex('audit_checkpoints')).toEqual([]);
      expect(guard.behind).toMatchObject({
        problem: 'anchor-differs',
        anchoredSize: 10,
        size: 12,
      });
    });
  },
);
