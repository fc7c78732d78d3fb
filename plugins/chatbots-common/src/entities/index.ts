export {
  ANNOTATION_AI_ASSET_CATEGORY,
  ANNOTATION_CHATBOT,
  ANNOTATION_REPOSITORY_ID,
  ANNOTATION_RISK_CLASS,
  CHATBOT_PORTAL_API_VERSION,
  COMPONENT_TYPE_CHATBOT,
  RELATION_APPROVED_BY,
  RELATION_APPROVES,
  RELATION_DEPLOYED_TO,
  RELATION_DEPLOYS,
  RELATION_EVALUATED_BY,
  RELATION_EVALUATES,
  RELATION_PROMOTION_REQUESTED_BY,
  RELATION_REQUESTS_PROMOTION_OF,
} from './constants';
export {
  CHATBOT_PORTAL_KINDS,
  isChatbotEntity,
  isDeploymentStageEntity,
  isModelEvaluationEntity,
  isModelVersionEntity,
  isPromotionApprovalEntity,
  type ChatbotPortalEntity,
  type ChatbotPortalKind,
  type DeploymentStageEntity,
  type ModelEvaluationEntity,
  type ModelVersionEntity,
  type PromotionApprovalEntity,
} from './entities';
export {
  deploymentStageEntityName,
  modelEvaluationEntityName,
  modelVersionEntityName,
  promotionApprovalEntityName,
  type ModelVersionEntityNameOptions,
} from './entityNames';
export { entitySchemas } from './schemas';
