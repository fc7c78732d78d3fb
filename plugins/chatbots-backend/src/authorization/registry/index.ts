export { AuthorizedChatbots } from './AuthorizedChatbots';
export { AuthorizedEvaluations } from './AuthorizedEvaluations';
export { AuthorizedPipelineTokens } from './AuthorizedPipelineTokens';
export { AuthorizedVersions } from './AuthorizedVersions';
export { ChatbotAccess } from './ChatbotAccess';
export { registerChatbotPermissions } from './registerChatbotPermissions';
