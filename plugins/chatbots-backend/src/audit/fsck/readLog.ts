import {
  AuditEventBody,
  parseAuditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';

/** Rows read at once. */
const PAGE = 100;

/** What the log says of one record. */
export interface Told {
  /** Events with a number below the size, oldest first. */
  events: AuditEventBody[];
  /** Whether something about it was committed since: then the next run judges it. */
  waiting: boolean;
}

/** What the log says of some records, by chatbot and id. */
export async function eventsOf(
  knex: Knex,
  options: {
    size: number;
    kind: AuditEventBody['subject']['kind'];
    types: readonly string[];
    ids: readonly string[];
  },
): Promise<(chatbot: string | null, id: string) => Told> {
  const rows = await knex('audit_events')
    .where({ subject_kind: options.kind })
    .whereIn('type', options.types)
    .whereIn('subject_id', [...new Set(options.ids)])
    .whereNull('set_aside_at')
    .orderBy('sequence');
  const told = new Map<string, Told>();
  for (const row of rows) {
    const key = keyOf(row.chatbot, row.subject_id);
    const one = told.get(key) ?? { events: [], waiting: false };
    told.set(key, one);
    if (row.sequence === null || Number(row.sequence) >= options.size) {
      one.waiting = true;
    } else {
      const body = readBody(row.body);
      if (body) {
        one.events.push(body);
      }
    }
  }
  return (chatbot, id) =>
    told.get(keyOf(chatbot, id)) ?? { events: [], waiting: false };
}

function keyOf(chatbot: string | null, id: string): string {
  return JSON.stringify([chatbot, id]);
}

/** Reads a table page by page in order of its ids, which do not change. */
export async function* pagesOf<Row extends { id: string }>(
  knex: Knex,
  table: string,
): AsyncGenerator<Row[], void, undefined> {
  let after = '';
  for (;;) {
    const rows: Row[] = await knex(table)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE);
    const last = rows.at(-1);
    if (!last) {
      return;
    }
    after = last.id;
    yield rows;
  }
}

/** Undefined for a text that is no event any more: that is a finding of its own and ends no check. */
export function readBody(text: string): AuditEventBody | undefined {
  try {
    return parseAuditEventText(text);
  } catch {
    return undefined;
  }
}
