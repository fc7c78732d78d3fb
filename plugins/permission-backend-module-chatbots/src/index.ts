/**
 * Permission policy of Chatbot Portal.
 *
 * @packageDocumentation
 */
export { ChatbotsPermissionPolicy } from './ChatbotsPermissionPolicy';
export { decideOnChatbots, type ChatbotsPolicyOptions } from './chatbotsPolicy';
export { decideOnOwnedThings, type PolicyPerson } from './ownedThingsPolicy';
export {
  guardedSchedulerServiceFactory,
  scheduledTaskManagePermission,
} from './guardedScheduler';
export { permissionModuleChatbots as default } from './module';
