import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { SigningKey } from './SigningKey';

/**
 * The key that config names.
 *
 * @remarks
 * Production refuses to start without it: a key per process would fork the log and void every permit at a restart.
 */
export function loadSigningKey(options: {
  config: RootConfigService;
  logger: LoggerService;
  /** For example `chatbots.audit.signingKey`. */
  path: string;
}): SigningKey {
  const { config, logger, path } = options;
  const pem = config.getOptionalString(`${path}.privateKey`);
  if (pem) {
    try {
      return SigningKey.fromPem(pem);
    } catch (error) {
      throw new Error(
        `Config ${path}.privateKey ${
          error instanceof Error ? error.message : 'cannot be read'
        }; make one with: openssl genpkey -algorithm ed25519`,
      );
    }
  }
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      `Config ${path}.privateKey is missing; make one with: openssl genpkey -algorithm ed25519`,
    );
  }
  logger.warn(
    `Config ${path}.privateKey is missing: a key was made for this process only`,
  );
  return SigningKey.generate();
}
