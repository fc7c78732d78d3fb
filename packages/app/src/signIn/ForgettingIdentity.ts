import { IdentityApi } from '@backstage/frontend-plugin-api';

/**
 * An identity whose sign-out also forgets how it was chosen, so the next page
 * load asks again.
 *
 * @internal
 */
export class ForgettingIdentity implements IdentityApi {
  readonly #inner: IdentityApi;
  readonly #forget: () => void;

  static create(options: { identity: IdentityApi; forget: () => void }) {
    return new ForgettingIdentity(options.identity, options.forget);
  }

  private constructor(inner: IdentityApi, forget: () => void) {
    this.#inner = inner;
    this.#forget = forget;
  }

  getProfileInfo() {
    return this.#inner.getProfileInfo();
  }

  getBackstageIdentity() {
    return this.#inner.getBackstageIdentity();
  }

  getCredentials() {
    return this.#inner.getCredentials();
  }

  async signOut() {
    this.#forget();
    await this.#inner.signOut();
  }
}
