import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { decodeJwt, errors, JWTPayload, jwtVerify } from 'jose';
import { Clock } from '../../database/Clock';
import { IssuerConfig } from './IssuerConfig';
import { IssuerKeys } from './IssuerKeys';
import { toVerifiedRun, VerifiedRun } from './toVerifiedRun';

/** Signatures with a key pair only: with a shared secret, whoever checks a token could make one. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far the provider's clock may be off, in seconds. */
const TOLERANCE_S = 10;

/** Most tokens that are verified at once. The exchange has no credential but the token: whoever sends many gets to wait. */
const MOST_AT_ONCE = 4;
/** Most characters of the parts of a token: more than any signature of {@link ALGORITHMS} with a key of 8,192 bits needs. */
const MOST_CHARACTERS = { header: 2048, payload: 12_288, signature: 2048 };

/** Verifies the ID tokens that CI systems give to their runs. */
export class IdentityTokenVerifier {
  readonly #issuers: ReadonlyMap<
    string,
    { config: IssuerConfig; keys: IssuerKeys }
  >;
  readonly #clock: Clock;
  #verifying = 0;

  constructor(options: { issuers: readonly IssuerConfig[]; clock: Clock }) {
    this.#issuers = new Map(
      options.issuers.map(config => [
        config.issuer,
        { config, keys: new IssuerKeys(config) },
      ]),
    );
    this.#clock = options.clock;
  }

  /**
   * What the token proves. Throws `identity-token-issuer`, `exchange-busy`, `identity-token-audience`, `identity-token-expired`,
   * `identity-token-invalid`, what `toVerifiedRun` throws, or `service-unavailable` when the issuer's keys can't be read.
   */
  async verify(token: string): Promise<VerifiedRun> {
    assertBounded(token);
    // An issuer that nobody configured costs neither a place nor a fetch of keys.
    const { config, keys } = this.#issuerOf(token);
    const payload = await this.#takePlace(() =>
      this.#check(token, config, keys),
    );
    // A token for several audiences could have been handed on by one of the others.
    if (payload.aud !== config.audience && !isOnly(payload.aud, config)) {
      throw errorWithReason(
        'identity-token-audience',
        'The identity token is for several audiences',
      );
    }
    return toVerifiedRun(payload, config);
  }

  async #takePlace<T>(verify: () => Promise<T>): Promise<T> {
    if (this.#verifying >= MOST_AT_ONCE) {
      throw errorWithReason(
        'exchange-busy',
        `${MOST_AT_ONCE} identity tokens are being verified already`,
      );
    }
    this.#verifying += 1;
    try {
      return await verify();
    } finally {
      this.#verifying -= 1;
    }
  }

  /** The issuer that the token names, before anything of it is believed. */
  #issuerOf(token: string) {
    let issuer: string | undefined;
    try {
      issuer = decodeJwt(token).iss;
    } catch (cause) {
      throw errorWithReason(
        'identity-token-invalid',
        'The identity token is not a JWT',
        { cause },
      );
    }
    const known = this.#issuers.get(issuer ?? '');
    if (!known) {
      throw errorWithReason(
        'identity-token-issuer',
        'The issuer of the identity token is not trusted here',
      );
    }
    return known;
  }

  async #check(
    token: string,
    config: IssuerConfig,
    keys: IssuerKeys,
  ): Promise<JWTPayload> {
    const getKey = await keys.get();
    try {
      const { payload } = await jwtVerify(token, getKey, {
        issuer: config.issuer,
        audience: config.audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_S,
        currentDate: this.#clock.now(),
        requiredClaims: ['exp', 'iat'],
      });
      return payload;
    } catch (cause) {
      throw explain(cause, config);
    }
  }
}

/** Throws `identity-token-invalid` for what has no three parts, or longer ones than a token needs. */
function assertBounded(token: string): void {
  const [header, payload, signature, ...more] = token.split('.');
  const fits = (part: string | undefined, most: number) =>
    part !== undefined && part.length <= most;
  if (
    more.length > 0 ||
    !fits(header, MOST_CHARACTERS.header) ||
    !fits(payload, MOST_CHARACTERS.payload) ||
    !fits(signature, MOST_CHARACTERS.signature)
  ) {
    throw errorWithReason(
      'identity-token-invalid',
      'The identity token is not a JWT of a usual size',
    );
  }
}

function isOnly(audience: JWTPayload['aud'], config: IssuerConfig): boolean {
  return (
    Array.isArray(audience) &&
    audience.length === 1 &&
    audience[0] === config.audience
  );
}

function explain(cause: unknown, config: IssuerConfig): Error {
  if (cause instanceof errors.JWTExpired) {
    return errorWithReason(
      'identity-token-expired',
      'The identity token has expired',
      {
        cause,
      },
    );
  }
  if (
    cause instanceof errors.JWTClaimValidationFailed &&
    cause.claim === 'aud'
  ) {
    return errorWithReason(
      'identity-token-audience',
      'The identity token is for another audience',
      {
        hint: `Request the token for the audience '${config.audience}'.`,
        cause,
      },
    );
  }
  // A plain JOSEError or an error of fetch: the keys could not be read, so nothing is known about the token.
  if (
    cause instanceof errors.JWKSTimeout ||
    !(cause instanceof errors.JOSEError) ||
    cause.code === errors.JOSEError.code
  ) {
    return errorWithReason(
      'service-unavailable',
      `The keys of ${config.issuer} can't be read at the moment`,
      { cause },
    );
  }
  return errorWithReason(
    'identity-token-invalid',
    'The identity token can not be verified',
    { cause },
  );
}
