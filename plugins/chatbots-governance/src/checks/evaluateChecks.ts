import { CheckResult } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { CheckInput } from './CheckInput';
import { builtInChecks } from './CheckRegistry';
import { toResult } from './Finding';
import { requirementChecks } from './requirementChecks';
import { CheckRun, runCheck } from './runCheck';
import { separationCheck } from './separationCheck';

/**
 * Runs every check of the rules. The same input gives the same results on every machine, so a reviewer, the release and an auditor
 * see the same.
 *
 * @public
 */
export function evaluateChecks(
  input: CheckInput,
  run: CheckRun = { checks: builtInChecks },
): CheckResult[] {
  const { rules, contributors } = input;
  // What does not belong to the version under check must not speak for it, whoever handed it in.
  const own: CheckInput = {
    ...input,
    evaluations: input.evaluations.filter(
      ({ versionDigest }) => versionDigest === input.version.digest,
    ),
    deployments: input.deployments.filter(
      ({ versionDigest }) => versionDigest === input.version.digest,
    ),
  };
  return [
    ...(rules.requires ? requirementChecks(rules.requires, own, run) : []),
    ...rules.checks.map(check => toResult(check, runCheck(check, own, run))),
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
