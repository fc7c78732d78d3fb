export {
  assessApprovals,
  type ApprovalAssessment,
  type ApprovalRuleStatus,
  type AssessApprovalsOptions,
  type Memberships,
} from './assessApprovals';
export { bindingInput, diffBinding } from './binding';
export type { Contributor } from './Contributor';
export type { BoundDecision, DecisionOutcome } from './Decision';
export { describeStates } from './describeStates';
export {
  mayDecide,
  type MayDecideOptions,
  type DecideAnswer,
} from './mayDecide';
export type { PromotionBinding } from './PromotionBinding';
export {
  assertTransition,
  describeState,
  findTransition,
  impliesApproval,
  impliesDeployment,
  impliesPermit,
  isBeforeDeployment,
  isDecidable,
  isOpen,
  nextState,
  transitionsFrom,
} from './promotionMachine';
export type {
  PromotionActor,
  PromotionCommand,
  PromotionTransition,
} from './PromotionTransition';
export { PROMOTION_TRANSITIONS } from './promotionTransitions';
export {
  involvementOf,
  sameRef,
  shortName,
  unmappedContributors,
  type Involved,
} from './separationOfDuties';
export { usualStrategy } from './usualStrategy';
export {
  describeNeed,
  isRollingOut,
  standsInTheWay,
  whatIsMissing,
  type Missing,
  type PromotionFacts,
  type PromotionNeed,
} from './whatIsMissing';
