export { DeploymentStageContent } from './DeploymentStageContent';
export { ModelEvaluationContent } from './ModelEvaluationContent';
export { ModelVersionContent } from './ModelVersionContent';
export { PromotionApprovalContent } from './PromotionApprovalContent';
