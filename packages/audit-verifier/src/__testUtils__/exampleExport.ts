import {
  appendLeaves,
  auditEventText,
  auditLeafHash,
  createVerifierKey,
  emptyFrontier,
  formatVerifierKey,
  frontierRoot,
  rangeProof,
  signCheckpoint,
  writeExport,
  writeExportCsv,
  type ExportEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { generateKeyPairSync, sign } from 'node:crypto';
import { createSha256, sha256 } from '../nodeCrypto';

/** A log, with a key of its own unless one is given; `story` makes its events others. */
export function createLog(
  size: number,
  { keys = generateKeyPairSync('ed25519'), story = 'v' } = {},
) {
  const name = 'portal.example/audit';
  const { privateKey, publicKey } = keys;
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const key = createVerifierKey(
    name,
    new Uint8Array(Buffer.from(x, 'base64url')),
    sha256,
  );
  const events = Array.from({ length: size }, (_, seq) => eventOf(seq, story));
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

  const write = async (from: number, to: number, at = size) => {
    const { newNodes } = appendLeaves(
      emptyFrontier,
      leaves.slice(0, at),
      sha256,
    );
    const nodes = new Map(
      newNodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]),
    );
    const header = {
      origin: name,
      from,
      to,
      checkpoint: await checkpoint(at),
      rangeProof: await rangeProof(
        from,
        to,
        at,
        (level, index) => nodes.get(`${level}/${index}`)!,
        sha256,
      ),
    };
    const range = events.slice(from, to);
    return {
      ndjson: await join(writeExport(header, range, { sha256, createSha256 })),
      csv: await join(writeExportCsv(header, range)),
    };
  };

  return { verifierKey: formatVerifierKey(key), checkpoint, write };
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
