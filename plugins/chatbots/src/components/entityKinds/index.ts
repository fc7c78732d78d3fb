export { ModelVersionContent } from './ModelVersionContent';
export { ModelEvaluationContent } from './ModelEvaluationContent';
export { DeploymentStageContent } from './DeploymentStageContent';
export { PromotionApprovalContent } from './PromotionApprovalContent';
