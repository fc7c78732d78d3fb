import type { CheckResult } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { PolicyCheckBase } from '../policy';
import type { CheckFinding } from './CheckDefinition';

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
