import { verifyEd25519, sha256 } from '@chatbot-portal/transparency-log/node';
import { verifyExport } from '../verifyExport';
import { type ExportVerification } from '../ExportVerification';
import { hashing, logKey, piecesOf } from './exampleLog';

/** Verifies files that are held in memory. */
export function verifyTexts(
  ndjson: string | Uint8Array,
  csv?: string | Uint8Array,
  options: { pieces?: number; keys?: (typeof logKey)[] } = {},
): Promise<ExportVerification> {
  return verifyExport({
    ndjson: piecesOf(ndjson, options.pieces),
    ...(csv === undefined ? {} : { csv: piecesOf(csv, options.pieces) }),
    trustedKeys: options.keys ?? [logKey],
    hashing,
    verify: verifyEd25519,
  });
}

/** The lines with one function applied, and a footer that fits what came out. */
export async function forge(
  ndjson: string,
  change: (events: string[], header: string) => string[],
): Promise<string> {
  const [header, ...rest] = ndjson.trimEnd().split('\n');
  const events = change(rest.slice(0, -1), header);
  const lines = [header, ...events];
  const body = `${lines.join('\n')}\n`;
  const digest = Buffer.from(sha256(Buffer.from(body))).toString('hex');
  return `${body}{"count":${events.length},"sha256":"${digest}"}\n`;
}
