import { AuditEventBody } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  ExportEvent,
  ExportReveals,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { AuditEventRow, readNumberedEvents } from '../../database/auditEvents';
import { listAuditTexts } from '../../database/auditTexts';
import { readPeople } from '../../database/people';
import { ExportRange } from './ExportRange';

/** Events read at once. Few enough that a slow client holds little memory. */
export const PAGE = 500;

/**
 * Reads the events of a range in pages, each after the last was taken, so a client sets the pace and no cursor stays open in
 * the database. A hole is not skipped over in silence: the writer refuses to go on.
 */
export async function* readExportEvents(
  knex: Knex,
  range: ExportRange,
  options: { reveal: boolean },
): AsyncGenerator<ExportEvent, void, undefined> {
  const pages = readNumberedEvents(knex, {
    from: range.from,
    below: range.to,
    size: PAGE,
  });
  for await (const rows of pages) {
    const reveals = options.reveal ? await revealsOf(knex, rows) : undefined;
    for (const row of rows) {
      const shown = reveals?.get(row.id);
      yield {
        seq: Number(row.sequence),
        body: row.body,
        leafHash: Buffer.from(row.leaf_hash, 'base64'),
        ...(shown ? { reveals: shown } : {}),
      };
    }
  }
}

/** What lies beside the log and was not erased, by event id. */
async function revealsOf(
  knex: Knex,
  rows: readonly AuditEventRow[],
): Promise<Map<string, ExportReveals>> {
  const texts = await listAuditTexts(
    knex,
    rows.map(({ id }) => id),
  );
  const pseudonyms = new Map(rows.map(row => [row.id, pseudonymsOf(row.body)]));
  const refs = await readPeople(knex, [
    ...new Set([...pseudonyms.values()].flat()),
  ]);
  const reveals = new Map<string, ExportReveals>();
  for (const { id } of rows) {
    const named = (pseudonyms.get(id) ?? []).filter(one => refs.has(one));
    const own = texts.filter(({ event_id }) => event_id === id);
    if (named.length > 0 || own.length > 0) {
      reveals.set(id, {
        ...(named.length > 0
          ? {
              people: Object.fromEntries(
                named.map(one => [one, refs.get(one) ?? '']),
              ),
            }
          : {}),
        ...(own.length > 0
          ? {
              texts: Object.fromEntries(
                own.map(({ field, text, salt }) => [field, { text, salt }]),
              ),
            }
          : {}),
      });
    }
  }
  return reveals;
}

/** A body that can't be read reveals nothing; it is exported as it stands, for the verifier to judge. */
function pseudonymsOf(text: string): string[] {
  let body: Partial<AuditEventBody>;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  const { actor, data } = body;
  return [
    ...(actor?.kind === 'user' ? [actor.pseudonym] : []),
    ...Object.values(data?.people ?? {}).flat(),
  ];
}
