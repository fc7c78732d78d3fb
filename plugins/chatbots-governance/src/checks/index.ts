export { refuseEvaluation, type EvidenceRefusal } from './acceptEvaluation';
export {
  CHECK_FACTS,
  defineCheck,
  type CheckContext,
  type CheckDefinition,
  type CheckFact,
  type CheckFactValues,
  type CheckFinding,
  type CheckThreshold,
  type FactsOf,
} from './CheckDefinition';
export type {
  CheckBaseline,
  CheckedPrompt,
  CheckedText,
  CheckInput,
} from './CheckInput';
export {
  BUILT_IN_CHECKS,
  builtInChecks,
  CheckRegistry,
  type RegisteredChecks,
} from './CheckRegistry';
export { evaluateChecks } from './evaluateChecks';
export type { EvidenceCheck } from './evidenceCheck';
export { EXTERNAL_STATUSES, type ExternalAnswer } from './ExternalAnswer';
export type { ExternalCheck } from './externalCheck';
export type { FreshnessCheck } from './freshnessCheck';
export {
  evaluationsOf,
  promptsNeeded,
  textsNeeded,
  samplesNeeded,
  thresholdsOf,
  verdictOf,
} from './gate';
export { gateHoldsUntil } from './gateHoldsUntil';
export type { JudgedCheck } from './judgedEvidence';
export type { RegressionCheck } from './regressionCheck';
export { findingProblem, type CheckRun } from './runCheck';
export {
  missingEvidence,
  selectEvaluation,
  type EvaluationSelection,
} from './selectEvaluation';
export type { SliceCheck } from './sliceCheck';
export type { ThresholdCheck } from './thresholdCheck';
export type { VisibleTextCheck } from './visibleTextCheck';
export { textsOfVersion } from './textsOfVersion';
