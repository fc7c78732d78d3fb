import { eventually } from '../measure/eventually';
import { BenchContext } from './Bench';

/**
 * Waits until nothing that follows commits has work left, down to the catalog's own engine, so that one side's trail is not
 * measured on the other's.
 */
export async function settled(
  { portal }: BenchContext,
  within = 120_000,
): Promise<void> {
  const { baseline, registry } = portal;
  const { knex } = registry;
  await eventually(
    'Numbers, followers and catalog keep up',
    async () => {
      const unnumbered = await knex('audit_events')
        .whereNull('sequence')
        .first('id');
      const undelivered = await knex('deliveries')
        .whereNull('delivered_at')
        .first('id');
      const [log] = await knex('audit_log').where({ id: 1 });
      const behind = await knex('follower_cursors')
        .where('cursor', '<', log.size)
        .first('name');
      const catalog = await knex('change_cursors')
        .where({ consumer: 'catalog' })
        .first();
      return (
        unnumbered === undefined &&
        undelivered === undefined &&
        behind === undefined &&
        Number(catalog?.cursor ?? 0) === Number(log.size) &&
        (await baseline.isCatalogIdle())
      );
    },
    { every: 50, within },
  );
}

/** What a busy machine may take for each event that is numbered. */
const MILLISECONDS_AN_EVENT = 5;

/** Between two words about how far the numbers are. */
const SAY_EVERY = 10_000;

/** How many events have their numbers. */
async function sizeOf({ portal }: BenchContext): Promise<number> {
  const [log] = await portal.registry.knex('audit_log').where({ id: 1 });
  return Number(log.size);
}

/**
 * Moves whoever follows the log past what has a number: nobody is told of what nobody did, and following a million seeded events
 * takes longer than everything that is measured.
 */
export async function passSeeded(context: BenchContext): Promise<void> {
  const { knex } = context.portal.registry;
  const cursor = await sizeOf(context);
  for (const cursors of ['follower_cursors', 'change_cursors']) {
    await knex(cursors).where('cursor', '<', cursor).update({ cursor });
  }
}

/**
 * Waits until seeded events have their numbers.
 *
 * @param count - of seeded events
 */
export async function numbered(
  context: BenchContext,
  count: number,
): Promise<void> {
  const { knex } = context.portal.registry;
  let said = performance.now();
  await eventually(
    `Numbers of ${count} events`,
    async () => {
      await passSeeded(context);
      if (performance.now() - said > SAY_EVERY) {
        said = performance.now();
        context.say(`${await sizeOf(context)} events have a number`);
      }
      const waiting = await knex('audit_events')
        .whereNull('sequence')
        .first('id');
      return waiting === undefined;
    },
    { every: 200, within: 120_000 + count * MILLISECONDS_AN_EVENT },
  );
  await settled(context);
}
