/**
 * REST API, registry, governance and audit log of Chatbot Portal.
 *
 * @packageDocumentation
 */
export { chatbotsPlugin as default } from './plugin';
export {
  chatbotConditions,
  createChatbotConditionalDecision,
} from './authorization/registry';
export { runFsck, type Finding, type FsckOptions } from './audit/fsck';
