/**
 * SHA-256, passed in by the caller so that the rules stay free of I/O and of any
 * platform: `node:crypto` in backends and pipelines, another one in browsers.
 *
 * @returns 32 bytes
 *
 * @public
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/**
 * SHA-256 over data that comes in pieces, as `createHash('sha256')` gives it.
 *
 * @public
 */
export interface Sha256Stream {
  /** Adds the next piece. */
  update(bytes: Uint8Array): unknown;
  /** The digest of all pieces: 32 bytes. Called once. */
  digest(): Uint8Array;
}
