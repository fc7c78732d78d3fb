import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { createRemoteJWKSet, JWTVerifyGetKey } from 'jose';
import { assertSafeUrl, IssuerConfig } from './IssuerConfig';

/** How long an identity provider may take to answer, in milliseconds. */
const TIMEOUT_MS = 5000;

/** The keys of one issuer: fetched at first need, kept, and fetched again for a key that is not among them. */
export class IssuerKeys {
  readonly #issuer: IssuerConfig;
  #keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(issuer: IssuerConfig) {
    this.#issuer = issuer;
  }

  /** Throws `service-unavailable` when the issuer does not say where its keys are. */
  async get(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#find();
    try {
      return await this.#keys;
    } catch (error) {
      // Ask again next time: the issuer may have been down for a moment.
      this.#keys = undefined;
      throw error;
    }
  }

  async #find(): Promise<JWTVerifyGetKey> {
    const jwksUri = this.#issuer.jwksUri ?? (await this.#discover());
    return createRemoteJWKSet(new URL(jwksUri), {
      timeoutDuration: TIMEOUT_MS,
    });
  }

  /** OpenID Connect Discovery 1.0, sections 4.1 to 4.3. */
  async #discover(): Promise<string> {
    const { issuer } = this.#issuer;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    let metadata: unknown;
    try {
      const response = await fetch(url, {
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) {
        throw new Error(`${url} answered ${response.status}`);
      }
      metadata = await response.json();
    } catch (cause) {
      throw errorWithReason(
        'service-unavailable',
        `The identity provider ${issuer} does not answer`,
        { cause },
      );
    }
    const { issuer: stated, jwks_uri: jwksUri } = Object(metadata);
    if (stated !== issuer || typeof jwksUri !== 'string') {
      throw errorWithReason(
        'service-unavailable',
        `The identity provider ${issuer} describes itself as another one`,
      );
    }
    assertSafeUrl(jwksUri, 'jwks_uri');
    return jwksUri;
  }
}
