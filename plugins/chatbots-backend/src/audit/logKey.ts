import {
  RootConfigService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  createVerifierKey,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { loadSigningKey, SigningKey } from '../keys';
import { logOrigin } from './logOrigin';

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
