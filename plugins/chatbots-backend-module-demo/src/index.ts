/**
 * Example chatbots with a history of weeks, for development on a loopback listener only.
 *
 * @packageDocumentation
 */
export { chatbotsModuleDemo as default } from './module';
