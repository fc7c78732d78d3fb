import type { Sha256, Sha256Stream } from '@chatbot-portal/transparency-log';
import { toHex, utf8 } from '@chatbot-portal/transparency-log';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { CSV_BYTE_ORDER_MARK, csvHeaderRow, csvRow } from './csv';
import {
  eventLine,
  footerLine,
  headerLine,
  type ExportEvent,
  type ExportHeader,
} from './ExportFormat';

/**
 * The two forms of SHA-256 that exports need: at once, and piece by piece.
 *
 * @public
 */
export interface ExportHashing {
  /** The digest of bytes at hand. */
  sha256: Sha256;
  /** Begins a digest of bytes that come in pieces. */
  createSha256: () => Sha256Stream;
}

/**
 * Writes an export line by line, as its reader takes them.
 *
 * @remarks
 * Throws when the events are not exactly those of the header's range, in order. A
 * reader that got the lines so far then lacks the footer, so it can't mistake them
 * for an export.
 *
 * @public
 */
export async function* writeExport(
  header: ExportHeader,
  events: AsyncIterable<ExportEvent> | Iterable<ExportEvent>,
  hashing: ExportHashing,
): AsyncGenerator<string, void, undefined> {
  const hash = hashing.createSha256();
  const line = (text: string): string => {
    hash.update(utf8(`${text}\n`));
    return `${text}\n`;
  };
  yield line(headerLine(header));
  let next = header.from;
  for await (const event of events) {
    assertNext(event.seq, next);
    next += 1;
    yield line(eventLine(event, hashing.sha256));
  }
  if (next !== header.to) {
    throw gap(next);
  }
  const sha256 = toHex(hash.digest());
  yield `${footerLine({ count: header.to - header.from, sha256 })}\n`;
}

/**
 * Writes the same events as CSV, for reading.
 *
 * @public
 */
export async function* writeExportCsv(
  range: { from: number; to: number },
  events: AsyncIterable<ExportEvent> | Iterable<ExportEvent>,
): AsyncGenerator<string, void, undefined> {
  yield CSV_BYTE_ORDER_MARK + csvHeaderRow();
  let next = range.from;
  for await (const event of events) {
    assertNext(event.seq, next);
    next += 1;
    yield csvRow(event);
  }
  if (next !== range.to) {
    throw gap(next);
  }
}

function assertNext(seq: number, expected: number): void {
  if (seq !== expected) {
    throw gap(expected);
  }
}

function gap(seq: number) {
  return errorWithReason(
    'audit-range-invalid',
    `The export cannot go on: event ${seq} is not the next one`,
  );
}
