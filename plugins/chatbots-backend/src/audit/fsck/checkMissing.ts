import { Knex } from 'knex';
import { Finding } from './Finding';

/** Records that are never removed: the event that tells of each, and where it is kept. */
const KEPT = [
  ['chatbot.registered', 'chatbots', 'name'],
  ['version.reported', 'model_versions', 'version'],
  ['evaluation.reported', 'evaluations', 'id'],
  ['promotion.requested', 'promotions', 'id'],
] as const;

/** Named at most, of each kind. */
const NAMED = 20;

/** Finds what the log tells of and no table has any more. */
export async function checkMissing(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  for (const [type, table, column] of KEPT) {
    const rows = await knex('audit_events as e')
      .where('e.type', type)
      .where('e.sequence', '<', size)
      .whereNotExists(
        knex(`${table} as r`)
          .whereRaw('?? = ??', [`r.${column}`, 'e.subject_id'])
          .whereRaw('?? = ??', [
            table === 'chatbots' ? 'r.name' : 'r.chatbot',
            'e.chatbot',
          ])
          .select(knex.raw('1')),
      )
      .orderBy('e.sequence')
      .limit(NAMED)
      .select('e.sequence', 'e.chatbot', 'e.subject_id');
    for (const row of rows) {
      findings.push({
        code: 'record-missing',
        sequence: Number(row.sequence),
        message: `Event ${row.sequence} (${type}) tells of ${row.subject_id} of ${row.chatbot}, which ${table} does not have`,
      });
    }
  }
}
