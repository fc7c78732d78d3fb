import {
  RootConfigService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  createVerifierKey,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { loadSigningKey, SigningKey } from '../keys';

/** The key that signs the log's checkpoints. */
export interface LogKey {
  signingKey: SigningKey;
  /** Its public part, with the log's name. */
  verifierKey: VerifierKey;
}

/** The log's key in config; in development one for this process. */
export function loadLogKey(options: {
  config: RootConfigService;
  logger: LoggerService;
}): LogKey {
  const signingKey = loadSigningKey({
    ...options,
    path: 'chatbots.audit.signingKey',
  });
  const origin = logOrigin(options.config);
  return {
    signingKey,
    verifierKey: createVerifierKey(origin, signingKey.publicKey, sha256),
  };
}

/** Names the log; part of what is signed, so it must not change with the address people happen to use. */
export function logOrigin(config: Config): string {
  return (
    config.getOptionalString('chatbots.audit.origin') ??
    `${new URL(config.getString('backend.baseUrl')).host}/chatbots`
  );
}
