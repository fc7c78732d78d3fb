/**
 * The REST API of Chatbot Portal: its types, as the API description has them, and a client.
 *
 * @packageDocumentation
 */
export * as Api from '../generated/schema';
export {
  createChatbotsClient,
  type ChatbotsClient,
  type ChatbotsClientOptions,
  type OperationRequest,
  type OperationResult,
  type RequestOptions,
} from './ChatbotsClient';
