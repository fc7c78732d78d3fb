import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';
import { formatDuration, PolicyCheckBase, policyFields } from '../policy';
import { CheckFinding, defineCheck, FactsOf } from './CheckDefinition';
import { missingEvidence, selectEvaluation } from './selectEvaluation';

/**
 * The evaluation of a suite is not too old.
 *
 * @public
 */
export type FreshnessCheck = PolicyCheckBase & {
  /** Name of this type of check. */
  type: 'freshness';
  /** Suite whose latest evaluation is looked at. */
  suite: string;
  /** In milliseconds. */
  maxAge: number;
};

/** The check, as it registers. @internal */
export const freshnessDefinition = defineCheck<FreshnessCheck, 'evaluations'>({
  type: 'freshness',
  version: '1',
  schema: z.strictObject({
    suite: policyFields.name,
    maxAge: policyFields.duration,
  }),
  needs: ['evaluations'],
  describe,
  evaluate: freshnessCheck,
  changesAt: (check, { evaluations }) =>
    evaluations
      .filter(({ suite }) => suite === check.suite)
      .map(evaluation => madeAt(evaluation) + check.maxAge + 1),
});

function describe(check: FreshnessCheck) {
  return {
    title: `Age of the evaluation of ${check.suite}`,
    expected: `at most ${formatDuration(check.maxAge)} old`,
  };
}

/** The reporter's clock may make a run older, never younger than its report. */
function madeAt({ finishedAt, reportedAt }: EvaluationEvidence): number {
  return Math.min(Date.parse(finishedAt), Date.parse(reportedAt));
}

function freshnessCheck(
  check: FreshnessCheck,
  input: FactsOf<'evaluations'>,
): CheckFinding {
  const described = describe(check);
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence,
  );
  const { evaluation } = selection;
  if (!evaluation) {
    return { ...described, ...missingEvidence(selection, check.suite) };
  }
  const age = input.now.getTime() - madeAt(evaluation);
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
