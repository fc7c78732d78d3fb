/**
 * What an error of this package is about.
 *
 * - `not-canonical`: a value has no canonical JSON form
 * - `not-utf8`: bytes are no UTF-8 text
 * - `range-invalid`: a leaf or range lies outside of the tree
 * - `proof-invalid`: a proof does not lead to the root
 * - `checkpoint-invalid`: a note, checkpoint or verifier key is malformed
 * - `signature-invalid`: no trusted key signed, or a trusted key's signature does not hold
 *
 * @public
 */
export type TransparencyLogErrorCode =
  | 'not-canonical'
  | 'not-utf8'
  | 'range-invalid'
  | 'proof-invalid'
  | 'checkpoint-invalid'
  | 'signature-invalid';

/**
 * The one error class of this package: branch on its code, not on its message.
 *
 * @public
 */
export class TransparencyLogError extends Error {
  /** Name of the class, for those who have another copy of it. */
  readonly name = 'TransparencyLogError';
  /** What the error is about. */
  readonly code: TransparencyLogErrorCode;
  /** Path to the value without a canonical form, for example `$.data.score`. */
  readonly path?: string;

  constructor(
    code: TransparencyLogErrorCode,
    message: string,
    options: { path?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.path = options.path;
  }
}
