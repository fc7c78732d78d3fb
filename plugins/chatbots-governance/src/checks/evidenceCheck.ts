import { EvidenceCheck } from '../policy';
import { CheckInput } from './CheckInput';
import { CheckFinding } from './Finding';
import { missingEvidence, selectEvaluation } from './selectEvaluation';

/** @internal */
export function evidenceCheck(
  check: EvidenceCheck,
  input: CheckInput,
): CheckFinding {
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence,
  );
  const { evaluation, refused } = selection;
  const described = {
    title: `Evidence from ${check.suite}`,
    expected:
      refused?.refusal.expected ?? `an accepted evaluation of ${check.suite}`,
  };
  if (!evaluation) {
    return { ...described, ...missingEvidence(selection, check.suite) };
  }
  const { judge, datasetName, datasetRevision, origin } = evaluation;
  const actual = `${datasetName} ${datasetRevision}, judged by ${judge.name} (${judge.kind}), reported with ${origin.kind}`;
  return {
    ...described,
    outcome: 'pass',
    actual,
    reason: `${check.suite} was evaluated over ${actual}`,
    reasonCode: 'rule-met',
    evaluationId: evaluation.id,
  };
}
