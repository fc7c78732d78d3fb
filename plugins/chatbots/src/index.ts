/**
 * The frontend of Chatbot Portal: model catalog, approvals, promotions, audit.
 *
 * The default export is for the new frontend system; the named exports below
 * `legacy` serve the old one from the same components.
 *
 * @packageDocumentation
 */
export { chatbotsPlugin as default } from './plugin';
export { chatbotsApiRef, type ChatbotsApi } from './api';
export {
  isChatbotEntity as isChatbot,
  isDeploymentStageEntity as isDeploymentStage,
  isModelEvaluationEntity as isModelEvaluation,
  isModelVersionEntity as isModelVersion,
  isPromotionApprovalEntity as isPromotionApproval,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
export {
  ApprovalsPage,
  AuditPage,
  ChatbotsPage,
  EntityChatbotApprovalsContent,
  EntityChatbotEvaluationsContent,
  EntityChatbotFactsCard,
  EntityChatbotOverviewCard,
  EntityChatbotStagesContent,
  EntityChatbotVersionsContent,
  EntityDeploymentStageCard,
  EntityModelEvaluationCard,
  EntityModelVersionCard,
  EntityPromotionApprovalCard,
  legacyChatbotsPlugin,
  WebhooksPage,
} from './legacy';
export {
  approvalsRouteRef,
  auditRouteRef,
  compareRouteRef,
  promotionRouteRef,
  rootRouteRef,
  versionRouteRef,
  webhooksRouteRef,
} from './routes';
export { chatbotsTranslationRef } from './translation';
