import { TransparencyLogError } from '../TransparencyLogError';
import {
  concatBytes,
  fromBase64,
  fromHex,
  isWellFormed,
  toBase64,
  toHex,
  utf8,
} from '../bytes';
import type { SignBytes, VerifyBytes } from './SignatureFunctions';
import { isKeyName, type VerifierKey } from './VerifierKey';

const MAX_NOTE_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;

/**
 * One signature line of a note.
 *
 * @public
 */
export interface NoteSignature {
  /** Name of the key that signed. */
  name: string;
  /** 8 hex digits. */
  keyId: string;
  /** The signature without the key id before it. */
  signature: Uint8Array;
}

/**
 * A text with signatures (C2SP signed-note), none of them checked yet.
 *
 * @public
 */
export interface SignedNote {
  /** What is signed, with its final newline. */
  text: string;
  /** In the order of the lines. */
  signatures: NoteSignature[];
}

/**
 * Signs a text.
 *
 * @param text - ends with a newline
 *
 * @returns the note: the text, an empty line, the signature line
 *
 * @public
 */
export async function signNote(
  text: string,
  key: VerifierKey,
  sign: SignBytes,
): Promise<string> {
  if (!isNoteText(text)) {
    throw invalid(
      'The text to sign has no final newline or control characters',
    );
  }
  const keyId = fromHex(key.keyId);
  if (!keyId || !isKeyName(key.name)) {
    throw invalid('The key has no proper name or id');
  }
  const signature = concatBytes(keyId, await sign(utf8(text)));
  return `${text}\n— ${key.name} ${toBase64(signature)}\n`;
}

/**
 * Reads a note strictly: what it returns has one spelling only. Proves nothing.
 *
 * @throws TransparencyLogError with code `checkpoint-invalid`
 *
 * @public
 */
export function parseNote(note: string): SignedNote {
  if (note.length > MAX_NOTE_LENGTH) {
    throw invalid('The note is too long');
  }
  // The text may hold empty lines, so the last one separates.
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  if (end < 0 || !isNoteText(text) || !note.endsWith('\n')) {
    throw invalid('The note has no text, empty line and signatures');
  }
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) {
    throw invalid('The note has too many signatures');
  }
  return { text, signatures: lines.map(parseSignatureLine) };
}

/**
 * Verifies a note with the keys one trusts. Signatures of other keys are ignored,
 * as others may have countersigned.
 *
 * @returns the text, and the keys whose signatures hold, each once
 *
 * @throws TransparencyLogError with code `signature-invalid` when no trusted
 * key signed, or when a trusted key's signature does not hold
 *
 * @public
 */
export async function verifyNote(
  note: string,
  trustedKeys: readonly VerifierKey[],
  verify: VerifyBytes,
): Promise<{ text: string; verifiedBy: VerifierKey[] }> {
  const { text, signatures } = parseNote(note);
  const data = utf8(text);
  const verifiedBy = new Set<VerifierKey>();
  for (const { name, keyId, signature } of signatures) {
    const key = trustedKeys.find(
      trusted => trusted.name === name && trusted.keyId === keyId,
    );
    if (!key) {
      continue;
    }
    // A line that claims a trusted key and lies is an attack, not another witness.
    if (
      signature.length !== 64 ||
      !(await verify(key.publicKey, data, signature))
    ) {
      throw new TransparencyLogError(
        'signature-invalid',
        `The signature of ${name} does not hold`,
      );
    }
    verifiedBy.add(key);
  }
  if (verifiedBy.size === 0) {
    throw new TransparencyLogError(
      'signature-invalid',
      'The note is signed by no trusted key',
    );
  }
  return { text, verifiedBy: [...verifiedBy] };
}

function parseSignatureLine(line: string): NoteSignature {
  const match = /^— (\S+) (\S+)$/u.exec(line);
  const bytes = match && fromBase64(match[2]);
  if (!match || !isKeyName(match[1]) || !bytes || bytes.length < 5) {
    throw invalid('A signature line of the note is malformed');
  }
  return {
    name: match[1],
    keyId: toHex(bytes.subarray(0, 4)),
    signature: bytes.subarray(4),
  };
}

function isNoteText(text: string): boolean {
  return (
    text.endsWith('\n') && isWellFormed(text) && !/[^\n\P{Cc}]/u.test(text)
  );
}

function invalid(message: string) {
  return new TransparencyLogError('checkpoint-invalid', message);
}
