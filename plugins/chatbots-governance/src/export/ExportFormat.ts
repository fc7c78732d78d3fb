import type { Sha256 } from '@chatbot-portal/transparency-log';
import {
  canonicalJson,
  fromBase64,
  sha256Hex,
  toBase64,
  utf8,
} from '@chatbot-portal/transparency-log';
import {
  errorWithReason,
  parseInstant,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { ExportPeriod } from './ExportPeriod';

/** Names the format in an export's first line. @public */
export const EXPORT_FORMAT = 'chatbot-portal-audit/v1';

/**
 * First line of an export: the range, and what joins it to a signed checkpoint.
 *
 * @public
 */
export interface ExportHeader {
  /** The log's origin, as the checkpoint names it. */
  origin: string;
  /** First sequence number; the first event of the log has 0. */
  from: number;
  /** Sequence number after the last. */
  to: number;
  /** The signed note of a checkpoint whose size is at least `to`. */
  checkpoint: string;
  /** What was asked for; absent where no period was. Nothing signs it. */
  period?: ExportPeriod;
  /** The hashes of `rangeProof` for the checkpoint's size. */
  rangeProof: readonly Uint8Array[];
}

/**
 * One event of an export.
 *
 * @public
 */
export interface ExportEvent {
  /** Sequence number: the index of its leaf. */
  seq: number;
  /** The exact text that was hashed. */
  body: string;
  /** Its leaf in the Merkle tree. */
  leafHash: Uint8Array;
  /** What lies beside the log, when the export may show it. */
  reveals?: ExportReveals;
}

/**
 * Personal data beside an event. A text is proven by its commitment; who a
 * pseudonym is, is the portal's word.
 *
 * @public
 */
export interface ExportReveals {
  /** Entity ref by pseudonym. */
  people?: Record<string, string>;
  /** By field of the event's texts; the salt in base64. */
  texts?: Record<string, { text: string; salt: string }>;
}

/** Last line of an export. @public */
export interface ExportFooter {
  /** Number of events. */
  count: number;
  /** SHA-256 of every byte before this line, 64 hex digits. */
  sha256: string;
}

/** @internal */
export function headerLine(header: ExportHeader): string {
  return canonicalJson({
    format: EXPORT_FORMAT,
    origin: header.origin,
    from: header.from,
    to: header.to,
    count: header.to - header.from,
    checkpoint: header.checkpoint,
    rangeProof: header.rangeProof.map(toBase64),
    ...(header.period ? { period: { ...header.period } } : {}),
  });
}

/** @internal */
export function eventLine(event: ExportEvent, sha256: Sha256): string {
  const { seq, body, leafHash, reveals } = event;
  return canonicalJson({
    seq,
    body,
    leafHash: toBase64(leafHash),
    ...(reveals
      ? {
          reveals: {
            ...reveals,
            // Who a pseudonym is has no commitment: this finds an accident and names its event.
            sha256: sha256Hex(utf8(canonicalJson(reveals)), sha256),
          },
        }
      : {}),
  });
}

/** @internal */
export function footerLine({ count, sha256 }: ExportFooter): string {
  return canonicalJson({ count, sha256 });
}

/** @internal */
export function parseHeaderLine(line: string): ExportHeader {
  const fields = parseLine(line);
  const { format, origin, from, to, count, checkpoint, rangeProof, period } =
    fields;
  if (format !== EXPORT_FORMAT) {
    throw invalid(`The header is not of the format ${EXPORT_FORMAT}`);
  }
  if (
    typeof origin !== 'string' ||
    typeof checkpoint !== 'string' ||
    !isCount(from) ||
    !isCount(to) ||
    from > to ||
    count !== to - from ||
    !Array.isArray(rangeProof) ||
    // Two hashes for each level, and no tree has more levels than a count has bits.
    rangeProof.length > 128
  ) {
    throw invalid('The header lacks a field or has a wrong one');
  }
  const header = {
    origin,
    from,
    to,
    checkpoint,
    rangeProof: rangeProof.map(decode),
    ...(period === undefined ? {} : { period: parsePeriod(period) }),
  };
  return exact(header, headerLine(header), line);
}

/** @internal */
export function parseEventLine(line: string, sha256: Sha256): ExportEvent {
  const { seq, body, leafHash, reveals } = parseLine(line);
  if (!isCount(seq) || typeof body !== 'string') {
    throw invalid('The line has no sequence number or no body');
  }
  const event = {
    seq,
    body,
    leafHash: decode(leafHash),
    ...(reveals === undefined ? {} : { reveals: parseReveals(reveals) }),
  };
  return exact(event, eventLine(event, sha256), line);
}

/** @internal */
export function parseFooterLine(line: string): ExportFooter {
  const { count, sha256 } = parseLine(line);
  if (!isCount(count) || typeof sha256 !== 'string') {
    throw invalid('The last line is no footer: the file was cut off');
  }
  const footer = { count, sha256 };
  return exact(footer, footerLine(footer), line);
}

function parsePeriod(value: unknown): ExportPeriod {
  const { from, to } = fieldsOf(value);
  return {
    ...(from === undefined ? {} : { from: instantOf(from) }),
    ...(to === undefined ? {} : { to: instantOf(to) }),
  };
}

function instantOf(value: unknown): string {
  if (typeof value !== 'string' || !parseInstant(value)) {
    throw invalid('The period of the header has no instant');
  }
  return value;
}

function parseReveals(value: unknown): ExportReveals {
  const { people, texts } = fieldsOf(value);
  return {
    ...(people === undefined
      ? {}
      : {
          people: Object.fromEntries(
            Object.entries(fieldsOf(people)).map(([pseudonym, ref]) => [
              pseudonym,
              String(ref),
            ]),
          ),
        }),
    ...(texts === undefined
      ? {}
      : {
          texts: Object.fromEntries(
            Object.entries(fieldsOf(texts)).map(([field, item]) => {
              const { text, salt } = fieldsOf(item);
              return [field, { text: String(text), salt: String(salt) }];
            }),
          ),
        }),
  };
}

/**
 * What was read must give the same line when written: no byte may change without
 * being noticed, not even a blank.
 */
function exact<T>(value: T, written: string, line: string): T {
  if (written !== line) {
    throw invalid('The line is not exactly as an export writes it');
  }
  return value;
}

function parseLine(line: string): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(line));
  } catch (cause) {
    throw invalid('The line is no JSON', cause);
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function decode(value: unknown): Uint8Array {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  if (bytes?.length !== 32) {
    throw invalid('A hash is not 32 bytes in base64');
  }
  return bytes;
}

function invalid(message: string, cause?: unknown) {
  return errorWithReason('export-invalid', message, { cause });
}
