/**
 * Signs with a key that the caller holds. Ed25519: 64 bytes come back.
 *
 * @public
 */
export type SignBytes = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/**
 * Checks an Ed25519 signature with a raw public key of 32 bytes. MUST answer false
 * for a signature that does not hold; an exception is passed on.
 *
 * @public
 */
export type VerifyBytes = (
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;
