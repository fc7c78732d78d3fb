export { AuthorizedChatbots } from './AuthorizedChatbots';
export { AuthorizedEvaluations } from './AuthorizedEvaluations';
export { AuthorizedPipelineTokens } from './AuthorizedPipelineTokens';
export { AuthorizedVersions } from './AuthorizedVersions';
export { ChatbotAccess } from './ChatbotAccess';
export {
  chatbotConditions,
  createChatbotConditionalDecision,
} from './chatbotConditions';
export { registerChatbotPermissions } from './registerChatbotPermissions';
