import { canonicalJson, toBase64 } from '@chatbot-portal/transparency-log';
import type { AuditActor } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { parseAuditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import type { ExportEvent } from './ExportFormat';

const columns = [
  'seq',
  'eventId',
  'type',
  'occurredAt',
  'recordedAt',
  'actorKind',
  'actor',
  'person',
  'subjectKind',
  'chatbot',
  'subjectId',
  'data',
  'texts',
  'demo',
  'leafHash',
] as const;

/**
 * Begins a CSV: without it, Excel reads UTF-8 as the machine's old code page, and `ü` as two other letters.
 *
 * @internal
 */
export const CSV_BYTE_ORDER_MARK = '\ufeff';

/** The first row. @internal */
export function csvHeaderRow(): string {
  return row(columns);
}

/**
 * The row of an event. It says nothing that the NDJSON line does not say, so a
 * verifier writes it again and compares.
 *
 * @internal
 */
export function csvRow(event: ExportEvent): string {
  const body = parseAuditEventText(event.body);
  const { people = {}, texts = {} } = event.reveals ?? {};
  const cells: Record<(typeof columns)[number], string> = {
    seq: String(event.seq),
    eventId: body.eventId,
    type: body.type,
    occurredAt: body.occurredAt,
    recordedAt: body.recordedAt,
    actorKind: body.actor.kind,
    actor: actorId(body.actor),
    person:
      body.actor.kind === 'user' && Object.hasOwn(people, body.actor.pseudonym)
        ? people[body.actor.pseudonym]
        : '',
    subjectKind: body.subject.kind,
    chatbot: body.subject.chatbot ?? '',
    subjectId: body.subject.id,
    data: canonicalJson(body.data),
    texts:
      Object.keys(texts).length === 0
        ? ''
        : canonicalJson(
            Object.fromEntries(
              Object.entries(texts).map(([field, { text }]) => [field, text]),
            ),
          ),
    demo: body.demo ? 'true' : '',
    leafHash: toBase64(event.leafHash),
  };
  return row(columns.map(column => cells[column]));
}

/**
 * A cell that a spreadsheet neither runs as a formula nor splits (RFC 4180).
 *
 * @remarks
 * An apostrophe before one of `= + - @`, tab, carriage return, line feed or NUL
 * makes spreadsheets take the cell as text. A cell that begins with an apostrophe
 * gets one more, so that two different values never give one cell.
 *
 * @internal
 */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r\n\0']/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== value
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

/**
 * The most rows of a list that become a file: as many as a spreadsheet takes without effort.
 *
 * @public
 */
export const CSV_LIST_LIMITS = { events: 50_000, chatbots: 10_000 } as const;

/**
 * A list as it becomes a file that a spreadsheet opens.
 *
 * @public
 */
export interface CsvList<Row> {
  /** What each column is called and holds. */
  columns: Readonly<Record<string, (item: Row) => string>>;
  /** The rows in pages, read as they are taken. */
  pages: AsyncIterable<readonly Row[]>;
  /** The most rows that are written. */
  limit: number;
  /** Says in the last row what is left out; asked only where rows are. */
  describeRest: (written: number) => string;
}

/**
 * Writes a list as CSV: a byte order mark, the names of the columns, then the rows (RFC 4180). No cell is run as a formula.
 *
 * @public
 */
export async function* writeCsvList<Row>(
  list: CsvList<Row>,
): AsyncGenerator<string, void, undefined> {
  const cells = Object.values(list.columns);
  let written = 0;
  yield CSV_BYTE_ORDER_MARK + row(Object.keys(list.columns));
  for await (const page of list.pages) {
    for (const item of page) {
      if (written === list.limit) {
        const [first, ...rest] = cells.map(() => '');
        yield row([first + list.describeRest(written), ...rest]);
        return;
      }
      yield row(cells.map(of => of(item)));
      written += 1;
    }
  }
}

function row(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function actorId(actor: AuditActor): string {
  switch (actor.kind) {
    case 'user':
      return actor.pseudonym;
    case 'pipeline':
      return actor.tokenId;
    default:
      return actor.subject;
  }
}
