/**
 * Permission policy of Chatbot Portal.
 *
 * @packageDocumentation
 */
export { ChatbotsPermissionPolicy } from './ChatbotsPermissionPolicy';
export { decideOnChatbots, type ChatbotsPolicyOptions } from './chatbotsPolicy';
export { permissionModuleChatbots as default } from './module';
