import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import * as z from 'zod';
import { HttpError } from '../server/HttpError.ts';
import { isSafeAddress, type AccessSettings } from './access.ts';
import type { Caller } from './Door.ts';

type OidcSettings = Extract<AccessSettings, { kind: 'oidc' }>;

const DISCOVERY_TIMEOUT_MS = 5_000;
/** What two clocks may differ by. */
const CLOCK_TOLERANCE_SECONDS = 5;

const Discovery = z.object({
  issuer: z.string(),
  jwks_uri: z.string().refine(isSafeAddress, 'is not reached by https'),
});

const Groups = z.union([
  z.array(z.string()),
  z.string().transform(group => [group]),
]);

/** Checks tokens of one OpenID Connect provider. Its keys are fetched once, and again when a token names a new one. */
export class TokenVerifier {
  readonly #settings: OidcSettings;
  #keys: Promise<JWTVerifyGetKey> | undefined;

  private constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  static create(settings: OidcSettings): TokenVerifier {
    return new TokenVerifier(settings);
  }

  /** @throws HttpError 401 with a code of its own for each thing that is wrong; 503 while the provider can't be asked */
  async verify(token: string): Promise<Caller> {
    const { issuer, audience, algorithms, groupsClaim } = this.#settings;
    const keys = await this.#fetchKeys();
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      }));
    } catch (error) {
      throw refusalOf(error);
    }
    const groups = Groups.safeParse(payload[groupsClaim] ?? []);
    if (!groups.success) {
      throw refuse(
        'claim-wrong',
        `The token's claim ${groupsClaim} is no list of groups`,
      );
    }
    return { subject: `user:${payload.sub}`, groups: groups.data };
  }

  #fetchKeys(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#discover().catch(error => {
      // Asked again with the next token: a provider that was away comes back.
      this.#keys = undefined;
      throw unavailable(error);
    });
    return this.#keys;
  }

  async #discover(): Promise<JWTVerifyGetKey> {
    const { issuer } = this.#settings;
    const response = await fetch(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS), redirect: 'error' },
    );
    if (!response.ok) {
      throw new Error(`The discovery document answered ${response.status}`);
    }
    const found = Discovery.parse(await response.json());
    if (found.issuer !== issuer) {
      throw new Error('The discovery document is of another issuer');
    }
    return createRemoteJWKSet(new URL(found.jwks_uri), {
      timeoutDuration: DISCOVERY_TIMEOUT_MS,
    });
  }
}

function refusalOf(error: unknown): HttpError {
  if (error instanceof errors.JWTExpired) {
    return refuse('token-expired', 'The token has expired; sign in again');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    const code =
      claim === 'aud'
        ? 'audience-wrong'
        : claim === 'iss'
        ? 'issuer-wrong'
        : 'claim-wrong';
    return refuse(
      code,
      `The token's claim ${claim} is ${
        reason === 'missing' ? 'missing' : 'not the expected one'
      }`,
    );
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return refuse(
      'algorithm-refused',
      'The token is not signed by an algorithm that is taken',
    );
  }
  if (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return refuse('key-unknown', 'The token is signed with an unknown key');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return refuse('signature-wrong', "The token's signature is wrong");
  }
  if (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JOSENotSupported
  ) {
    return refuse('token-invalid', 'The token is not a signed token');
  }
  return unavailable(error);
}

function refuse(code: string, message: string): HttpError {
  return HttpError.create(401, code, message);
}

/** The provider is away, not the caller wrong. */
function unavailable(error: unknown): HttpError {
  console.error(
    JSON.stringify({
      level: 'error',
      at: new Date().toISOString(),
      message: 'The identity provider could not be asked',
      // Of its own documents and addresses, never of a token.
      reason: error instanceof Error ? error.message : String(error),
    }),
  );
  return HttpError.create(
    503,
    'sign-in-unavailable',
    'Who you are could not be checked; try again shortly',
    10,
  );
}
