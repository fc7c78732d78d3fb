import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Signer } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { withinTime } from '../withinTime';
import { PublicKey } from './PublicKey';

/** How long a signer may take, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * A signer whose every signature is verified before it is used.
 *
 * @remarks
 * A key management service may answer late, with another key's signature, or with nonsense. None of it may be stored or leave
 * the portal: what is stored is believed for years.
 */
export class CheckedSigner {
  readonly id: string;
  readonly publicKey: PublicKey;
  readonly #signer: Signer;
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;

  /** Throws when the signer's public key is no Ed25519 key in PEM. */
  constructor(options: {
    signer: Signer;
    logger: LoggerService;
    /** How long a signature may take, in milliseconds. */
    timeoutMs?: number;
  }) {
    this.#signer = options.signer;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.id = options.signer.id;
    this.publicKey = PublicKey.fromPem(options.signer.publicKey);
  }

  /** Signs; 64 bytes come back that the public key verifies. Throws `signer-unavailable`. */
  readonly sign = async (data: Uint8Array): Promise<Uint8Array> => {
    let signature: Uint8Array;
    try {
      // A copy each: what is verified is what was to be signed, and what is returned can't change any more.
      signature = Uint8Array.from(
        await withinTime(
          signal => this.#signer.sign(Uint8Array.from(data), { signal }),
          this.#timeoutMs,
        ),
      );
    } catch (error) {
      throw this.#refuse('did not sign', error);
    }
    if (
      signature.length !== 64 ||
      !verifyEd25519(this.publicKey.bytes, data, signature)
    ) {
      throw this.#refuse(
        'returned a signature that its public key does not verify',
      );
    }
    return signature;
  };

  #refuse(what: string, cause?: unknown): Error {
    const message = `Signer '${this.id}' ${what}`;
    this.#logger.error(
      message,
      cause === undefined ? undefined : (toError(cause) as Error),
    );
    return reasoned('signer-unavailable', message, { cause });
  }
}
