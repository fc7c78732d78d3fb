export { refuseEvaluation, type EvidenceRefusal } from './acceptEvaluation';
export type { CheckBaseline, CheckInput } from './CheckInput';
export { evaluateChecks } from './evaluateChecks';
export { evaluationsOf, samplesNeeded, verdictOf } from './gate';
export { gateHoldsUntil } from './gateHoldsUntil';
