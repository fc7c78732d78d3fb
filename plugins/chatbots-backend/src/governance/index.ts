export { createGovernance } from './createGovernance';
export type {
  DeploymentService,
  GovernanceServices,
  PermitService,
} from './GovernanceServices';
export type { GateService } from './gates/GateService';
export type { PolicyService } from './policies/DefaultPolicyService';
export type { PromotionService } from './promotions/PromotionService';
