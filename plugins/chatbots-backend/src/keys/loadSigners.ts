import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CheckedSigner } from './CheckedSigner';
import { PemSigner } from './PemSigner';
import { PublicKey } from './PublicKey';
import { SignerRegistry } from './SignerRegistry';

/** What is signed; each has a key of its own. */
export type SigningPurpose = 'audit' | 'permits';

/** The signer of one purpose, and the keys that verify beside its own. */
export interface PurposeKeys {
  signer: CheckedSigner;
  /** Every key that verifies, the signer's first: former ones, and the next one while replicas change. */
  publicKeys: readonly PublicKey[];
}

const ADVICE = 'make one with: openssl genpkey -algorithm ed25519';

/**
 * The keys of a purpose, as the configuration names them.
 *
 * @remarks
 * `chatbots.<purpose>.signer` names a signer of a module. Without it, the key under `chatbots.<purpose>.signingKey` signs, which
 * becomes a signer as those of modules do. Production refuses to start without either: a key for each process would fork the
 * log and void every permit at a restart.
 */
export function loadSigners(
  purpose: SigningPurpose,
  options: { config: Config; logger: LoggerService; registry: SignerRegistry },
): PurposeKeys {
  const { config, logger, registry } = options;
  const path = `chatbots.${purpose}.signer`;
  const named = config.getOptionalString(path);
  const own = addOwnSigner(purpose, options, named !== undefined);
  const signer = registry.get(named ?? own, { path, logger });
  const others = readVerifyingKeys(purpose, config).filter(
    ({ pem }) => pem !== signer.publicKey.pem,
  );
  return { signer, publicKeys: [signer.publicKey, ...others] };
}

/** The private key in configuration, which fsck and the portal read alike; undefined where it has none. */
export function readOwnSigner(
  purpose: SigningPurpose,
  config: Config,
): PemSigner | undefined {
  const path = `chatbots.${purpose}.signingKey.privateKey`;
  const pem = config.getOptionalString(path);
  try {
    return pem ? PemSigner.fromPem(`pem-${purpose}`, pem) : undefined;
  } catch (error) {
    throw new Error(`Config ${path} ${messageOf(error)}; ${ADVICE}`);
  }
}

/** Keys in configuration that verify beside the signer's. */
export function readVerifyingKeys(
  purpose: SigningPurpose,
  config: Config,
): PublicKey[] {
  const path = `chatbots.${purpose}.verifyingKeys`;
  return (config.getOptionalStringArray(path) ?? []).map((pem, index) => {
    try {
      return PublicKey.fromPem(pem);
    } catch (error) {
      throw new Error(`Config ${path}[${index}] ${messageOf(error)}`);
    }
  });
}

/** Adds the signer of the configuration's own key, where it has one or must make one. */
function addOwnSigner(
  purpose: SigningPurpose,
  options: { config: Config; logger: LoggerService; registry: SignerRegistry },
  isNamed: boolean,
): string {
  const { config, logger, registry } = options;
  const path = `chatbots.${purpose}.signingKey.privateKey`;
  let own = readOwnSigner(purpose, config);
  if (!own && !isNamed) {
    if (process.env.NODE_ENV === 'production') {
      throw new Error(
        `Config ${path} is missing, and chatbots.${purpose}.signer names no signer; ${ADVICE}`,
      );
    }
    logger.warn(
      `Config ${path} is missing: a key was made for this process only`,
    );
    own = PemSigner.generate(`pem-${purpose}`);
  }
  if (own) {
    registry.addSigner(own);
  }
  return `pem-${purpose}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'cannot be read';
}
