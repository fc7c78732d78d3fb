/**
 * Keys for tests of what builds on this package.
 *
 * @packageDocumentation
 */
export { keyPairOf, verifyWithWebCrypto } from './ed25519';
