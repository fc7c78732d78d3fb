import { formatDuration, FreshnessCheck } from '../policy';
import { CheckInput } from './CheckInput';
import { CheckFinding } from './Finding';
import { missingEvidence, selectEvaluation } from './selectEvaluation';

/** @internal */
export function freshnessCheck(
  check: FreshnessCheck,
  input: CheckInput,
): CheckFinding {
  const described = {
    title: `Age of the evaluation of ${check.suite}`,
    expected: `at most ${formatDuration(check.maxAge)} old`,
  };
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence,
  );
  const { evaluation } = selection;
  if (!evaluation) {
    return { ...described, ...missingEvidence(selection, check.suite) };
  }
  // The reporter's clock may make a run older, never younger than its report.
  const made = Math.min(
    Date.parse(evaluation.finishedAt),
    Date.parse(evaluation.reportedAt),
  );
  const age = input.now.getTime() - made;
  const fresh = age <= check.maxAge;
  const actual = Number.isNaN(age) ? 'unknown' : `${formatDuration(age)} old`;
  return {
    ...described,
    outcome: fresh ? 'pass' : 'fail',
    actual,
    reason: fresh
      ? `The evaluation of ${check.suite} is ${actual}`
      : `The evaluation of ${
          check.suite
        } is ${actual}, more than ${formatDuration(
          check.maxAge,
        )}; evaluate this version again`,
    reasonCode: fresh ? 'rule-met' : 'evaluation-stale',
    evaluationId: evaluation.id,
  };
}
