import {
  describeEncoding,
  hasByteOrderMark,
} from '@chatbot-portal/transparency-log';
import { open } from 'node:fs/promises';

const HEAD = 64 * 1024;
const CARRIAGE_RETURN = 0x0d;
const NEWLINE = 0x0a;

/** What an auditor gives the verifier. */
type InputKind = 'export' | 'csv' | 'checkpoint' | 'consistency';

/**
 * Says what a mail program, an editor or a browser may have made of a file, by its beginning; undefined for one that looks as the
 * portal sends it.
 *
 * @remarks
 * Each of these changes bytes, so a verification fails at the first line, and its reason hides the cause.
 */
export async function describeChanges(
  path: string,
  kind: InputKind,
): Promise<string | undefined> {
  const why = problemOf(await headOf(path), kind);
  return (
    why && `${path} ${why}. Take the file as the portal sent it, byte by byte.`
  );
}

function problemOf(head: Uint8Array, kind: InputKind): string | undefined {
  const end = head.lastIndexOf(NEWLINE);
  // The head may end in the middle of a character, a line does not.
  const encoding = describeEncoding(head.subarray(0, end < 0 ? 2 : end));
  if (encoding !== undefined) {
    return encoding;
  }
  const first = head.indexOf(NEWLINE);
  const endsInCrLf = first > 0 && head[first - 1] === CARRIAGE_RETURN;
  if (kind === 'csv') {
    return first >= 0 && !endsInCrLf
      ? 'has lines that end in LF in place of CRLF'
      : undefined;
  }
  if (hasByteOrderMark(head)) {
    return 'begins with a byte order mark (BOM), which the portal does not write';
  }
  return endsInCrLf && kind !== 'consistency'
    ? 'has lines that end in CRLF in place of LF'
    : undefined;
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
