import {
  appendLeaves,
  consistencyProof,
  createVerifierKey,
  emptyFrontier,
  formatVerifierKey,
  frontierRoot,
  rangeProof,
  signCheckpoint,
  type NodeReader,
} from '@chatbot-portal/transparency-log';
import {
  auditEventText,
  auditLeafHash,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  writeExport,
  writeExportCsv,
  type ExportEvent,
  type ExportPeriod,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { generateKeyPairSync, sign } from 'node:crypto';
import { createSha256, sha256 } from '@chatbot-portal/transparency-log/node';

/**
 * A log, with a key of its own unless one is given; `story` makes its events others,
 * or only the `rewritten` one. `continues` makes it another log from an event on, which says so.
 */
export function createLog(
  size: number,
  {
    keys = generateKeyPairSync('ed25519'),
    story = 'v',
    name = 'portal.example/audit',
    rewritten = undefined as number | undefined,
    continues = undefined as Continues | undefined,
  } = {},
) {
  const { privateKey, publicKey } = keys;
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const key = createVerifierKey(
    name,
    new Uint8Array(Buffer.from(x, 'base64url')),
    sha256,
  );
  const events = Array.from({ length: size }, (_, seq) =>
    seq === continues?.at
      ? continuationOf(name, continues)
      : eventOf(
          seq,
          seq === rewritten || seq > (continues?.at ?? Infinity)
            ? 'rewritten'
            : story,
        ),
  );
  const leaves = events.map(({ leafHash }) => leafHash);

  const checkpoint = async (at = size) => {
    const { frontier } = appendLeaves(
      emptyFrontier,
      leaves.slice(0, at),
      sha256,
    );
    return signCheckpoint(
      { size: at, root: frontierRoot(frontier, sha256) },
      key,
      data => new Uint8Array(sign(null, data, privateKey)),
    );
  };

  const nodeReader = (at: number): NodeReader => {
    const { newNodes } = appendLeaves(
      emptyFrontier,
      leaves.slice(0, at),
      sha256,
    );
    const nodes = new Map(
      newNodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]),
    );
    return (level, index) => nodes.get(`${level}/${index}`)!;
  };

  /** As the operation GetConsistencyProof answers. */
  const consistency = async (from: number, to: number) => {
    const hashes = await consistencyProof(from, to, nodeReader(to), sha256);
    return {
      from,
      to,
      hashes: hashes.map(hash => Buffer.from(hash).toString('base64')),
    };
  };

  const write = async (
    from: number,
    to: number,
    at = size,
    period?: ExportPeriod,
  ) => {
    const header = {
      origin: name,
      from,
      to,
      ...(period ? { period } : {}),
      checkpoint: await checkpoint(at),
      rangeProof: await rangeProof(from, to, at, nodeReader(at), sha256),
    };
    const range = events.slice(from, to);
    return {
      ndjson: await join(writeExport(header, range, { sha256, createSha256 })),
      csv: await join(writeExportCsv(header, range)),
    };
  };

  return {
    verifierKey: formatVerifierKey(key),
    keyId: key.keyId,
    checkpoint,
    consistency,
    write,
  };
}

/** What a log says of the one that it continues. */
interface Continues {
  at: number;
  previous: string;
  /** A checkpoint of the log before that was held outside its database. */
  anchored: { origin: string; size: number; root: string };
}

function continuationOf(
  name: string,
  { at, previous, anchored }: Continues,
): ExportEvent {
  const body = auditEventText({
    schemaVersion: 1,
    eventId: '11111111-2222-4333-8444-555555555555',
    type: 'log.continued',
    occurredAt: '2026-11-23T10:00:00.000Z',
    recordedAt: '2026-11-23T10:00:00.000Z',
    actor: { kind: 'service', subject: 'chatbots-log' },
    subject: { kind: 'audit-log', id: name },
    data: { previous, size: at, commonSize: at, anchored: [anchored] },
  });
  return { seq: at, body, leafHash: auditLeafHash(body, sha256) };
}

function eventOf(seq: number, story: string): ExportEvent {
  const body = auditEventText({
    schemaVersion: 1,
    eventId: `11111111-2222-4333-8444-${String(seq).padStart(12, '0')}`,
    type: 'version.reported',
    occurredAt: '2026-11-22T10:00:00.000Z',
    recordedAt: '2026-11-22T10:00:01.000Z',
    actor: { kind: 'pipeline', chatbot: 'faq-bot', tokenId: 't' },
    subject: { kind: 'version', chatbot: 'faq-bot', id: `${story}-${seq}` },
    data: {},
  });
  return { seq, body, leafHash: auditLeafHash(body, sha256) };
}

async function join(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) {
    text += part;
  }
  return text;
}
