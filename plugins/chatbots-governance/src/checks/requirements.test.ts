import { EvidenceRules } from '../policy';
import { ThresholdCheck } from './thresholdCheck';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { deployment, evaluation, input, metric, rules } from './testFixtures';
import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';

const HOUR = 3_600_000;

describe('the stage before', () => {
  const smoke: ThresholdCheck = {
    id: 'smoke-facts',
    type: 'threshold',
    suite: 'smoke',
    metric: 'faithfulness',
    min: 0.8,
  };
  const post = (more: Partial<EvaluationEvidence> = {}) =>
    evaluation({
      id: 'post',
      suite: 'smoke',
      stage: 'staging',
      deploymentId: 'deployment-1',
      ...more,
    });
  function judged(
    more: Partial<CheckInput> = {},
    evidence: EvidenceRules = {},
  ) {
    const results = evaluateChecks(
      input([], {
        rules: rules([smoke], {
          evidence,
          requires: { stage: 'staging', soak: 24 * HOUR, suites: ['smoke'] },
        }),
        evaluations: [post()],
        deployments: [deployment()],
        ...more,
      }),
    );
    return Object.fromEntries(
      results.map(result => [result.id, result] as const),
    );
  }

  it('passes a version that ran there long enough and was tested', () => {
    const results = judged();
    expect(results['requires:deployment']).toMatchObject({ outcome: 'pass' });
    expect(results['requires:soak']).toMatchObject({
      outcome: 'pass',
      reason: 'Ran in staging for 1 d 2 h (needs 1 d)',
    });
    expect(results['requires:suite:smoke']).toMatchObject({
      outcome: 'pass',
      evaluationId: 'post',
    });
  });

  it.each<[string, Partial<CheckInput>, string]>([
    ['was never there', { deployments: [] }, 'has not been deployed'],
    [
      'was there with another digest',
      { deployments: [deployment({ versionDigest: 'x' })] },
      'has not been deployed',
    ],
    [
      'was deployed to another stage',
      { deployments: [deployment({ stage: 'development' })] },
      'has not been deployed',
    ],
    [
      'is still being deployed',
      { deployments: [deployment({ state: 'open' })] },
      'still in progress',
    ],
    [
      'was rolled back',
      { deployments: [deployment({ state: 'rolled-back' })] },
      'rolled back',
    ],
    ['failed', { deployments: [deployment({ state: 'failed' })] }, 'failed'],
  ])('refuses a version that %s', (_name, more, reason) => {
    const results = judged(more);
    expect(results['requires:deployment']).toMatchObject({
      outcome: 'fail',
      reasonCode: 'stage-before-missing',
      reason: expect.stringContaining(reason),
      blocking: true,
    });
    expect(results['requires:suite:smoke'].outcome).toBe('fail');
    expect(results['requires:soak'].outcome).toBe('fail');
  });

  it.each([
    [{ finishedAt: '2026-03-09T12:00:00.000Z' }, 'pass'],
    [{ finishedAt: '2026-03-09T12:00:00.001Z' }, 'fail'],
    [{ endedAt: '2026-03-10T09:59:59.999Z' }, 'fail'],
    [{ endedAt: '2026-03-10T10:00:00.000Z' }, 'pass'],
    [{ finishedAt: undefined }, 'fail'],
    [{ finishedAt: 'soon' }, 'fail'],
    [
      {
        endedAt: '2099-01-01T00:00:00.000Z',
        finishedAt: '2026-03-10T11:00:00.000Z',
      },
      'fail',
    ],
  ])('counts the time of %p as a %s', (more, outcome) => {
    expect(
      judged({ deployments: [deployment(more)] })['requires:soak'],
    ).toMatchObject({ outcome });
  });

  it.each<[string, EvaluationEvidence, string]>([
    [
      'of an earlier deployment',
      post({ deploymentId: 'deployment-0' }),
      'post-deployment-tests-missing',
    ],
    [
      'of no deployment',
      post({ deploymentId: undefined, stage: undefined }),
      'post-deployment-tests-missing',
    ],
    [
      'of another digest',
      post({ versionDigest: 'x' }),
      'post-deployment-tests-missing',
    ],
    [
      'below the threshold',
      post({ metrics: [metric({ value: 0.2 })] }),
      'post-deployment-tests-failed',
    ],
    [
      'without the metric',
      post({ metrics: [metric({ name: 'other' })] }),
      'post-deployment-tests-failed',
    ],
  ])('does not take tests %s', (_name, reported, reasonCode) => {
    expect(
      judged({ evaluations: [reported] })['requires:suite:smoke'],
    ).toMatchObject({ outcome: 'fail', reasonCode, blocking: true });
  });

  it('looks at the latest deployment there, not at the one that was tested', () => {
    const again = deployment({
      id: 'deployment-2',
      startedAt: '2026-03-10T09:00:00.000Z',
      finishedAt: '2026-03-10T10:00:00.000Z',
    });
    expect(
      judged({ deployments: [deployment(), again] })['requires:suite:smoke']
        .reasonCode,
    ).toBe('post-deployment-tests-missing');
  });

  it('does not take tests that the policy refuses', () => {
    expect(
      judged({}, { origins: ['token'] })['requires:suite:smoke'],
    ).toMatchObject({ outcome: 'fail', reasonCode: 'origin-not-accepted' });
  });

  it('says so where the policy sets no threshold for a suite', () => {
    expect(
      judged({
        rules: rules([], {
          requires: { stage: 'staging', soak: 0, suites: ['smoke'] },
        }),
      })['requires:suite:smoke'],
    ).toMatchObject({
      outcome: 'pass',
      reason: expect.stringContaining('sets no threshold'),
    });
  });
});
