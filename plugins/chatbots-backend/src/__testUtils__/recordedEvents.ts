import { Knex } from 'knex';

/**
 * Events that commands recorded, in the order they were written.
 *
 * @remarks
 * The sequencer writes `log.upgraded` whenever it first runs, which may be between two counts of a test.
 */
export function recordedEvents(knex: Knex) {
  return knex('audit_events')
    .whereNot({ type: 'log.upgraded' })
    .orderBy('insert_id');
}
