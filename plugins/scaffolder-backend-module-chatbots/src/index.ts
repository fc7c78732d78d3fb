/**
 * Actions by which Software Templates bring a chatbot into Chatbot Portal.
 *
 * @packageDocumentation
 */
export { scaffolderModuleChatbots as default } from './module';
