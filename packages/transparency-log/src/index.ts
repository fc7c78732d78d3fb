/**
 * A transparency log: canonical JSON (RFC 8785), Merkle trees with their proofs (RFC 6962) and signed checkpoints (C2SP).
 *
 * @remarks
 * Pure: no I/O and no platform. Hashing and signatures are passed in; `@chatbot-portal/transparency-log/node` has those of Node.
 *
 * @packageDocumentation
 */
export {
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  isSha256Hex,
  isWellFormed,
  sha256Hex,
  textOf,
  toBase64,
  toHex,
  utf8,
} from './bytes';
export * from './checkpoint';
export * from './json/canonicalJson';
export * from './merkle';
export type { Sha256, Sha256Stream } from './Sha256';
export {
  describeEncoding,
  describeNoNumber,
  findLoneSurrogate,
  findNoNumber,
  hasByteOrderMark,
} from './text';
export {
  TransparencyLogError,
  type TransparencyLogErrorCode,
} from './TransparencyLogError';
