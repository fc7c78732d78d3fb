import type { IncomingMessage } from 'node:http';
import { ConfigurationError } from '../config/ConfigurationError.ts';
import { HttpError } from '../server/HttpError.ts';
import { isLoopback, type AccessSettings } from './access.ts';
import {
  API_KEYS_VARIABLE,
  callerOfKey,
  isApiKey,
  type ApiKey,
} from './apiKeys.ts';
import { TokenVerifier } from './oidc.ts';

/** Who asks, as it was checked. */
export interface Caller {
  /** Names the caller among all: `user:…`, `key:…`, or `address:…` where nobody signs in. */
  subject: string;
  /** The groups whose documents they may read. */
  groups: readonly string[];
  /** Without limits per day. */
  unlimited?: true;
}

/** What a door is made of. */
export interface DoorOptions {
  access: AccessSettings;
  keys: readonly ApiKey[];
  /** Whether a proxy in front says who the client is. */
  trustProxy: boolean;
}

/** Says who asks, or turns them away. */
export class Door {
  readonly #options: DoorOptions;
  readonly #tokens: TokenVerifier | undefined;

  private constructor(options: DoorOptions) {
    this.#options = options;
    const { access } = options;
    this.#tokens =
      access.kind === 'oidc' ? TokenVerifier.create(access) : undefined;
  }

  /** @throws ConfigurationError where keys are asked for and there is none */
  static create(options: DoorOptions): Door {
    if (options.access.kind === 'api-key' && options.keys.length === 0) {
      throw new ConfigurationError(
        `access is "api-key" and ${API_KEYS_VARIABLE} is not set: nobody could ask. Next: \`npx chatbot key <name>\` makes a key and prints the entry to set`,
      );
    }
    return new Door(options);
  }

  /**
   * The caller of a request. Keys are taken whatever the access is, so that programs and evaluations can ask.
   *
   * @throws HttpError 401, or 503 while the identity provider can't be asked
   */
  async callerOf(request: IncomingMessage): Promise<Caller> {
    const { access, keys, trustProxy } = this.#options;
    if (access.kind === 'none') {
      // A proxy in front may send on what it checked itself: what is no key of ours says nothing here.
      const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '');
      const address = addressOf(request, trustProxy);
      return (
        callerOfKey(keys, key?.[1] ?? '') ?? {
          subject: `address:${address}`,
          groups: [],
        }
      );
    }
    const token = bearerOf(request);
    if (token === undefined) {
      throw HttpError.create(
        401,
        'sign-in-needed',
        access.kind === 'oidc'
          ? `Send an access token of ${access.issuer} as "Authorization: Bearer …"`
          : 'Send a key as "Authorization: Bearer …"',
      );
    }
    if (this.#tokens && !isApiKey(token)) {
      return this.#tokens.verify(token);
    }
    const caller = callerOfKey(keys, token);
    if (caller === undefined) {
      throw HttpError.create(401, 'api-key-unknown', 'The key is not known');
    }
    return caller;
  }
}

/**
 * Refuses a port that others reach while nobody is asked who they are.
 *
 * @throws ConfigurationError with what to do
 */
export function assertMayListen(
  access: AccessSettings,
  { host, behindProxy }: { host: string; behindProxy: boolean },
): void {
  if (access.kind === 'none' && !isLoopback(host) && !behindProxy) {
    throw new ConfigurationError(
      `HOST is ${host}, which others reach, and access is "none": everybody could ask. Next: set access in chatbot.config.json to "oidc" or "api-key", or set CHATBOT_BEHIND_PROXY=true where a proxy in front checks who asks, or HOST=127.0.0.1`,
    );
  }
}

function bearerOf({ headers }: IncomingMessage): string | undefined {
  if (headers.authorization === undefined) {
    return undefined;
  }
  const token = /^Bearer +([\w.~+/=-]{1,8192})$/i.exec(headers.authorization);
  if (token === null) {
    throw HttpError.create(
      401,
      'token-invalid',
      'Authorization has to be "Bearer" and a token',
    );
  }
  return token[1];
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  // The last one is what the trusted proxy saw; those before it are what the client says.
  const last = (Array.isArray(forwarded) ? forwarded.join() : forwarded)
    ?.split(',')
    .at(-1)
    ?.trim();
  return last || (request.socket.remoteAddress ?? 'unknown');
}
