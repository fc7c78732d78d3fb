import { TransparencyLogError } from '../TransparencyLogError';
import { fromBase64, toBase64 } from '../bytes';
import type { SignBytes, VerifyBytes } from './SignatureFunctions';
import { signNote, verifyNote } from './signedNote';
import type { VerifierKey } from './VerifierKey';

/**
 * What the audit log commits to: its root at a size (C2SP tlog-checkpoint).
 *
 * @public
 */
export interface Checkpoint {
  /** Names the log; equals the name of the key that signs. */
  origin: string;
  /** Number of events. */
  size: number;
  /** Root of the Merkle tree over them: 32 bytes. */
  root: Uint8Array;
}

/**
 * The text that is signed: origin, size and root, a line each.
 *
 * @public
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (origin === '' || origin.includes('\n')) {
    throw invalid('The origin is not one line');
  }
  if (!Number.isSafeInteger(size) || size < 0) {
    throw invalid(`The size ${size} is no count`);
  }
  if (root.length !== 32) {
    throw invalid('The root has no 32 bytes');
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads {@link formatCheckpoint}'s text. Extension lines, which the format allows
 * after the root, are refused: this log writes none, and what is not understood
 * can't be judged.
 *
 * @throws TransparencyLogError with code `checkpoint-invalid`
 *
 * @public
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, sizeText, rootText, end, ...rest] = text.split('\n');
  const root = rootText ? fromBase64(rootText) : undefined;
  const size = Number(sizeText);
  if (
    !origin ||
    // Number() alone would also take '0x10', '1e3', '' and ' 7 '.
    !/^(0|[1-9]\d*)$/.test(sizeText ?? '') ||
    !Number.isSafeInteger(size) ||
    root?.length !== 32 ||
    end !== '' ||
    rest.length > 0
  ) {
    throw invalid('The checkpoint is not made of origin, size and root');
  }
  return { origin, size, root };
}

/**
 * Signs a checkpoint. The key's name is the origin.
 *
 * @returns the signed note
 *
 * @public
 */
export async function signCheckpoint(
  { size, root }: { size: number; root: Uint8Array },
  key: VerifierKey,
  sign: SignBytes,
): Promise<string> {
  return signNote(
    formatCheckpoint({ origin: key.name, size, root }),
    key,
    sign,
  );
}

/**
 * Verifies a signed checkpoint: a trusted key whose name is the checkpoint's
 * origin must have signed it, so one log's key can't speak for another.
 *
 * @throws TransparencyLogError with code `signature-invalid`,
 * or `checkpoint-invalid`
 *
 * @public
 */
export async function verifyCheckpoint(
  note: string,
  trustedKeys: readonly VerifierKey[],
  verify: VerifyBytes,
): Promise<Checkpoint> {
  return (await openCheckpoint(note, trustedKeys, verify)).checkpoint;
}

/**
 * {@link verifyCheckpoint}, with the log's key whose signature holds: trusted keys of
 * one name may be several, as after the log changed its key.
 *
 * @public
 */
export async function openCheckpoint(
  note: string,
  trustedKeys: readonly VerifierKey[],
  verify: VerifyBytes,
): Promise<{ checkpoint: Checkpoint; signedBy: VerifierKey }> {
  const { text, verifiedBy } = await verifyNote(note, trustedKeys, verify);
  const checkpoint = parseCheckpoint(text);
  const signedBy = verifiedBy.find(({ name }) => name === checkpoint.origin);
  if (!signedBy) {
    throw new TransparencyLogError(
      'signature-invalid',
      `No trusted key speaks for the log '${checkpoint.origin}'`,
    );
  }
  return { checkpoint, signedBy };
}

function invalid(message: string) {
  return new TransparencyLogError('checkpoint-invalid', message);
}
