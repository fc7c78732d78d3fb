export { diffPolicies, type PolicyDifference } from './diffPolicies';
export { formatDuration, parseDuration } from './duration';
export { parsePolicy, readPolicy } from './parsePolicy';
export type { ParsePolicyOptions, PolicyProblem } from './PolicyProblem';
export type {
  ApprovalRule,
  EvidenceRules,
  ExpiryRules,
  PolicyDocument,
  PolicyStage,
  ResolvedRules,
  SeparationOfDuties,
  StageRequirement,
  StageRules,
} from './Policy';
export type {
  EvidenceCheck,
  FreshnessCheck,
  PolicyCheck,
  PolicyCheckBase,
  RegressionCheck,
  SliceCheck,
  ThresholdCheck,
} from './PolicyCheck';
export { resolveRules, rulesDigestInput } from './resolveRules';
