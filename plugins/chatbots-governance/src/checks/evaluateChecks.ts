import { CheckResult } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PolicyCheck } from '../policy';
import { CheckInput } from './CheckInput';
import { evidenceCheck } from './evidenceCheck';
import { CheckFinding, toResult } from './Finding';
import { freshnessCheck } from './freshnessCheck';
import { regressionCheck } from './regressionCheck';
import { requirementChecks } from './requirementChecks';
import { separationCheck } from './separationCheck';
import { sliceCheck } from './sliceCheck';
import { thresholdCheck } from './thresholdCheck';

/**
 * Runs every check of the rules. The same input gives the same results on every machine, so a reviewer, the release and an auditor
 * see the same.
 *
 * @public
 */
export function evaluateChecks(input: CheckInput): CheckResult[] {
  const { rules, contributors } = input;
  // What does not belong to the version under check must not speak for it, whoever handed it in.
  const own: CheckInput = {
    ...input,
    evaluations: input.evaluations.filter(
      ({ versionDigest }) => versionDigest === input.version.digest,
    ),
  };
  return [
    ...(rules.requires ? requirementChecks(rules.requires, own) : []),
    ...rules.checks.map(check => toResult(check, runCheck(check, own))),
    ...(contributors && rules.separationOfDuties.contributors
      ? [
          toResult(
            { id: 'separation-of-duties:contributors' },
            separationCheck(rules.separationOfDuties, contributors),
          ),
        ]
      : []),
  ];
}

function runCheck(check: PolicyCheck, input: CheckInput): CheckFinding {
  switch (check.type) {
    case 'threshold':
      return thresholdCheck(check, input);
    case 'regression':
      return regressionCheck(check, input);
    case 'worst-slice':
      return sliceCheck(check, input);
    case 'freshness':
      return freshnessCheck(check, input);
    case 'evidence':
      return evidenceCheck(check, input);
    default: {
      const unknown: never = check;
      throw new TypeError(`No check of this type: ${JSON.stringify(unknown)}`);
    }
  }
}
