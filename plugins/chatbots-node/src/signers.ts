import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * Signs for the portal with a key that may be elsewhere, for example in a key management service.
 *
 * @remarks
 * The portal checks each signature with {@link Signer.publicKey} before it uses it, gives up after ten seconds, and never
 * signs inside a database transaction. One key is one signer: another key is another signer with another id.
 *
 * @public
 */
export interface Signer {
  /** Names the signer in the configuration; unique, stable, at most 100 characters. */
  readonly id: string;
  /** Ed25519 (RFC 8032) is the only one that checkpoints and permits take. */
  readonly algorithm: 'Ed25519';
  /** The public key: SubjectPublicKeyInfo in PEM. MUST NOT change while the process runs. */
  readonly publicKey: string;

  /**
   * Signs exactly these bytes, without hashing them before (PureEdDSA), and returns the 64 bytes of the signature. Rejects
   * when it can't; checkpoints are tried again, a permit is refused with `503`.
   *
   * @param data - a checkpoint has some hundred bytes, a permit a few thousand; at most 64 KiB
   * @param options - `signal` aborts when the portal no longer waits
   */
  sign(data: Uint8Array, options: { signal: AbortSignal }): Promise<Uint8Array>;
}

/**
 * Takes signers from modules.
 *
 * @public
 */
export interface SignersExtensionPoint {
  /**
   * Adds a signer. It signs only what the configuration gives it: `chatbots.audit.signer` names the one of checkpoints,
   * `chatbots.permits.signer` the one of permits. Throws for a second one with the same id, for another algorithm, and for a
   * public key that is no Ed25519 key in PEM.
   */
  addSigner(signer: Signer): void;
}

/**
 * Where modules of the chatbots plugin add signers.
 *
 * @public
 */
export const signersExtensionPoint =
  createExtensionPoint<SignersExtensionPoint>({ id: 'chatbots.signers' });
