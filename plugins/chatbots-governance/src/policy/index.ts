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
export type { PolicyCheck, PolicyCheckBase } from './PolicyCheck';
export {
  keepUnavailableVersions,
  resolveRules,
  rulesDigestInput,
} from './resolveRules';
export { policyFields } from './policyFields';
