import { createHash } from 'node:crypto';
import {
  createVerifierKey,
  signCheckpoint,
  toBase64,
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  rangeProof,
} from '@chatbot-portal/transparency-log';
import { keyPairOf } from '@chatbot-portal/transparency-log/testUtils';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import type { AuditEventBody } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  auditEventText,
  auditLeafHash,
  commitText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import type { ExportEvent, ExportHeader } from '../ExportFormat';
import { writeExport, writeExportCsv } from '../writeExport';

export const hashing = {
  sha256,
  createSha256: () => createHash('sha256'),
};

export const logKeys = keyPairOf('log');
export const logKey = createVerifierKey(
  'portal.example/audit',
  logKeys.publicKey,
  sha256,
);

const saltOf = (seq: number) => new Uint8Array(32).fill(seq + 1);
const textOf = (seq: number) => `Looks good, ${'fine '.repeat(seq % 3)}"ok"`;

export function exampleBody(seq: number): AuditEventBody {
  const id = seq.toString(16).padStart(12, '0');
  return {
    schemaVersion: 1,
    eventId: `11111111-2222-4333-8444-${id}`,
    type: seq % 2 === 0 ? 'promotion.approved' : 'version.reported',
    occurredAt: `2026-11-22T10:00:${String(seq).padStart(2, '0')}.000Z`,
    recordedAt: `2026-11-22T10:01:${String(seq).padStart(2, '0')}.000Z`,
    actor:
      seq % 2 === 0
        ? { kind: 'user', pseudonym: `person-${seq % 4}` }
        : { kind: 'pipeline', chatbot: 'faq-bot', tokenId: 'token-1' },
    subject: { kind: 'promotion', chatbot: 'faq-bot', id: `p-${seq}` },
    data: {
      version: `1.0.${seq}`,
      ...(seq % 2 === 0
        ? {
            people: { approver: [`person-${seq % 4}`] },
            texts: {
              comment: {
                commitment: commitText(textOf(seq), saltOf(seq), sha256),
              },
            },
          }
        : {}),
    },
    ...(seq === 3 ? { demo: true as const } : {}),
  };
}

export function exampleEvent(seq: number, reveal = true): ExportEvent {
  const body = auditEventText(exampleBody(seq));
  return {
    seq,
    body,
    leafHash: auditLeafHash(body, sha256),
    ...(reveal && seq % 2 === 0
      ? {
          reveals: {
            people: { [`person-${seq % 4}`]: 'user:default/reviewer-one' },
            texts: {
              comment: { text: textOf(seq), salt: toBase64(saltOf(seq)) },
            },
          },
        }
      : {}),
  };
}

/** The header of a range of a log with the leaf hashes given. */
export async function signedHeader(
  from: number,
  to: number,
  leafHashes: readonly Uint8Array[],
): Promise<ExportHeader> {
  const { frontier, newNodes } = appendLeaves(
    emptyFrontier,
    leafHashes,
    sha256,
  );
  const nodes = new Map(
    newNodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]),
  );
  return {
    origin: logKey.name,
    from,
    to,
    checkpoint: await signCheckpoint(
      { size: frontier.size, root: frontierRoot(frontier, sha256) },
      logKey,
      logKeys.sign,
    ),
    rangeProof: await rangeProof(
      from,
      to,
      frontier.size,
      (level, index) => nodes.get(`${level}/${index}`)!,
      sha256,
    ),
  };
}

/** An export of the events `[from, to)` of a log of this size. */
export async function exampleExport(from: number, to: number, size: number) {
  const events = Array.from({ length: size }, (_, seq) => exampleEvent(seq));
  const header = await signedHeader(
    from,
    to,
    events.map(({ leafHash }) => leafHash),
  );
  const range = events.slice(from, to);
  return {
    header,
    events: range,
    ndjson: await textOfParts(writeExport(header, range, hashing)),
    csv: await textOfParts(writeExportCsv(header, range)),
  };
}

export async function textOfParts(
  parts: AsyncIterable<string>,
): Promise<string> {
  let text = '';
  for await (const part of parts) {
    text += part;
  }
  return text;
}

/** A file that comes in pieces of this many bytes. */
export async function* piecesOf(
  content: string | Uint8Array,
  size = 1000,
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content as string);
  for (let i = 0; i < bytes.length; i += size) {
    yield new Uint8Array(bytes.subarray(i, i + size));
  }
}
