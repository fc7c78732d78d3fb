/**
 * Kinds and entity provider of Chatbot Portal for the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleChatbots as default } from './module';
