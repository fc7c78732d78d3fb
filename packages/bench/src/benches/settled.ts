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
