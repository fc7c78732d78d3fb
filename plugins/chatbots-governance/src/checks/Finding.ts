import { CheckResult } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PolicyCheckBase } from '../policy';

/** What one check found, before the policy says how much it matters. @internal */
export type CheckFinding = Omit<CheckResult, 'id' | 'blocking'>;

/**
 * Says how much a finding matters: advice never blocks, a failure does, an inconclusive outcome does unless the policy allows it.
 *
 * @internal
 */
export function toResult(
  check: Pick<
    PolicyCheckBase,
    'id' | 'title' | 'advisory' | 'whenInconclusive'
  >,
  finding: CheckFinding,
): CheckResult {
  const hinders =
    finding.outcome === 'fail' ||
    (finding.outcome === 'inconclusive' && check.whenInconclusive !== 'allow');
  return {
    id: check.id,
    ...finding,
    title: check.title ?? finding.title,
    blocking: hinders && !check.advisory,
  };
}
