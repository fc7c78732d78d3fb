import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Signer,
  SignersExtensionPoint,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { CheckedSigner } from './CheckedSigner';
import { PublicKey } from './PublicKey';

/** The signers that there are, of modules and of the configuration alike. */
export class SignerRegistry implements SignersExtensionPoint {
  readonly #signers = new Map<string, Signer>();

  addSigner(signer: Signer): void {
    const { id, algorithm } = signer;
    if (typeof id !== 'string' || !/^\S{1,100}$/.test(id)) {
      throw new Error(
        'The id of a signer has 1 to 100 characters and no spaces',
      );
    }
    if (this.#signers.has(id)) {
      throw new Error(`There are two signers '${id}'`);
    }
    if (algorithm !== 'Ed25519') {
      throw new Error(
        `Signer '${id}' signs with '${algorithm}'; checkpoints and permits take Ed25519 only`,
      );
    }
    try {
      PublicKey.fromPem(signer.publicKey);
    } catch (error) {
      throw new Error(
        `The public key of signer '${id}' ${
          error instanceof Error ? error.message : 'cannot be read'
        }`,
      );
    }
    this.#signers.set(id, signer);
  }

  /**
   * The signer of this id.
   *
   * @param path - where the configuration names it
   */
  get(id: string, options: { path: string; logger: LoggerService }) {
    const signer = this.#signers.get(id);
    if (!signer) {
      const known = [...this.#signers.keys()].join(', ');
      throw new Error(
        `Config ${
          options.path
        } names the signer '${id}', and no module added it; there are: ${
          known || 'none'
        }`,
      );
    }
    return new CheckedSigner({ signer, logger: options.logger });
  }
}
