import { Knex } from 'knex';
import { AuditEventRow } from '../tables';

/**
 * Marks where a chatbot's history stands: it moves with every change that concerns the chatbot, since none is made without
 * an event. Only ever compared with itself; it says nothing about order.
 */
export async function findLastChatbotEvent(
  db: Knex,
  chatbot: string,
): Promise<string> {
  const [{ last, events }] = await db<AuditEventRow>('audit_events')
    .where({ chatbot })
    .max({ last: 'insert_id' })
    .count({ events: '*' });
  return `${last}/${events}`;
}
