/**
 * Sign-in as a demo user by role, for development on a loopback listener only.
 *
 * @packageDocumentation
 */

export { authModuleDemo as default } from './module';
