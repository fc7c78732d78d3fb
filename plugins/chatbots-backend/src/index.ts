/**
 * REST API, registry, governance and audit log of Chatbot Portal.
 *
 * @packageDocumentation
 */
export { chatbotsPlugin as default } from './plugin';
// From the files themselves: folders bring along what the declarations leave out.
export {
  chatbotConditions,
  createChatbotConditionalDecision,
} from './authorization/chatbotConditions';
export type { Finding } from './audit/fsck/Finding';
export type { FsckPhase, FsckProgress } from './audit/fsck/Progress';
export { runFsck, type FsckOptions } from './audit/fsck/runFsck';
export { runFsckCommand } from './audit/fsck/runFsckCommand';
export { runLogCommand } from './audit/command/runLogCommand';
