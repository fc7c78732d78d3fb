import { z } from 'zod';
import { PolicyCheckBase, policyFields } from '../policy';
import { CheckFinding, defineCheck, FactsOf } from './CheckDefinition';
import { missingEvidence, selectEvaluation } from './selectEvaluation';

/**
 * An accepted evaluation of a suite exists: from an accepted origin, by an accepted judge, over an accepted dataset.
 *
 * @public
 */
export type EvidenceCheck = PolicyCheckBase & {
  /** Name of this type of check. */
  type: 'evidence';
  /** Suite to look for. */
  suite: string;
};

/** The check, as it registers. @internal */
export const evidenceDefinition = defineCheck<EvidenceCheck, 'evaluations'>({
  type: 'evidence',
  version: '1',
  schema: z.strictObject({ suite: policyFields.name }),
  needs: ['evaluations'],
  describe: check => ({
    title: `Evidence from ${check.suite}`,
    expected: `an accepted evaluation of ${check.suite}`,
  }),
  evaluate: evidenceCheck,
});

function evidenceCheck(
  check: EvidenceCheck,
  input: FactsOf<'evaluations'>,
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
