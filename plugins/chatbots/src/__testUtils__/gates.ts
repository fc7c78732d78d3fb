import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { idOf } from './instants';

/** One check that holds. @internal */
export function checkFixture(overrides: Partial<Api.Check> = {}): Api.Check {
  return {
    id: 'metric:faithfulness',
    title: 'Faithfulness',
    outcome: 'pass',
    expected: 'at least 0.80',
    actual: '0.91 (n = 200)',
    reason: 'faithfulness 0.91 is at least 0.80',
    reasonCode: 'metric-holds',
    blocking: true,
    evaluationId: idOf(301),
    ...overrides,
  };
}

/** A gate with one check of each outcome. @internal */
export function gateFixture(overrides: Partial<Api.Gate> = {}): Api.Gate {
  return {
    stage: 'production',
    verdict: 'inconclusive',
    checks: [
      checkFixture(),
      checkFixture({
        id: 'slice:refunds',
        title: 'Worst slice of faithfulness',
        outcome: 'inconclusive',
        expected: 'at least 0.75 with 60 samples',
        actual: '0.79 ± 0.04 with 31 samples',
        reason: 'slice "refunds" has too few samples to tell',
        reasonCode: 'too-few-samples',
      }),
      checkFixture({
        id: 'regression',
        title: 'No regression',
        outcome: 'not-applicable',
        expected: 'no metric worse than the version it replaces',
        actual: 'no version in this stage yet',
        reason: 'there is nothing to compare with',
        reasonCode: 'no-baseline',
        blocking: false,
      }),
    ],
    approvals: [
      {
        group: 'group:default/ai-governance',
        needed: 2,
        have: 1,
        by: ['user:default/reviewer-one'],
      },
    ],
    policyNumber: 3,
    ...overrides,
  };
}
