import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Evaluation } from '../model';
import { EvidenceRules, parsePolicy, resolveRules, ThresholdCheck } from '../policy';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { evaluationsOf, samplesNeeded, verdictOf } from './gate';
import { CANDIDATE, deployment, evaluation, input, metric, rules } from './testFixtures';

const HOUR = 3_600_000;

describe('evidence', () => {
  const check = { id: 'golden', type: 'evidence' as const, suite: 'golden' };
  const judged = (
    evidence: EvidenceRules,
    more: Partial<Evaluation> = {},
  ) =>
    evaluateChecks(
      input([check], {
        rules: rules([check], { evidence }),
        evaluations: [evaluation(more)],
      }),
    )[0];

  it('accepts everything where the policy says nothing', () => {
    expect(judged({})).toMatchObject({ outcome: 'pass', evaluationId: 'e1' });
  });

  it.each<[string, EvidenceRules, Partial<Evaluation>, string]>([
    [
      'a kind of origin',
      { origins: ['oidc'] },
      { origin: { kind: 'token', ref: 'refs/heads/main' } },
      'origin-not-accepted',
    ],
    [
      'a ref',
      { refs: ['refs/heads/main'] },
      { origin: { kind: 'oidc', ref: 'refs/heads/main2' } },
      'origin-not-accepted',
    ],
    [
      'a ref that reads like the pattern',
      { refs: ['refs/heads/main'] },
      { origin: { kind: 'oidc', ref: 'refs/heads/*' } },
      'origin-not-accepted',
    ],
    [
      'a missing ref',
      { refs: ['*'] },
      { origin: { kind: 'oidc' } },
      'origin-not-accepted',
    ],
    [
      'a workflow',
      { workflows: ['release'] },
      {},
      'origin-not-accepted',
    ],
    [
      'a missing workflow',
      { workflows: ['ci'] },
      { origin: { kind: 'oidc' } },
      'origin-not-accepted',
    ],
    [
      'a stand-in judge',
      { judges: ['llm', 'deterministic'] },
      { judge: { name: 'lexical', kind: 'stand-in', digest: 'x' } },
      'judge-not-accepted',
    ],
    [
      'a dataset',
      { datasets: [{ name: 'other' }] },
      {},
      'dataset-not-accepted',
    ],
    [
      'a revision',
      { datasets: [{ name: 'golden', revisions: ['v16'] }] },
      {},
      'dataset-not-accepted',
    ],
  ])('refuses %s', (_name, evidence, more, reasonCode) => {
    expect(judged(evidence, more)).toMatchObject({
      outcome: 'fail',
      reasonCode,
      blocking: true,
      evaluationId: 'e1',
    });
  });

  it.each<[EvidenceRules]>([
    [{ refs: ['refs/heads/*'] }],
    [{ refs: ['refs/tags/*', 'refs/heads/main'] }],
    [{ workflows: ['ci'], origins: ['oidc', 'token'], judges: ['llm'] }],
    [{ datasets: [{ name: 'golden' }] }],
    [{ datasets: [{ name: 'golden', revisions: ['v14', 'v15'] }] }],
  ])('accepts what fits %p', evidence => {
    expect(judged(evidence).outcome).toBe('pass');
  });

  it('judges metrics on accepted evidence alone: a refused report counts neither for nor against', () => {
    const threshold: ThresholdCheck = {
      id: 't',
      type: 'threshold',
      suite: 'golden',
      metric: 'faithfulness',
      min: 0.8,
    };
    const refused = evaluation({
      id: 'later',
      reportedAt: '2026-03-10T11:00:00.000Z',
      origin: { kind: 'token' },
      metrics: [metric({ value: 0.1 })],
    });
    const judge = (evaluations: Evaluation[]) =>
      evaluateChecks(
        input([threshold], {
          rules: rules([threshold], { evidence: { origins: ['oidc'] } }),
          evaluations,
        }),
      )[0];
    expect(judge([evaluation(), refused])).toMatchObject({
      outcome: 'pass',
      evaluationId: 'e1',
    });
    expect(judge([refused])).toMatchObject({
      outcome: 'fail',
      reasonCode: 'origin-not-accepted',
    });
  });
});

describe('the stage before', () => {
  const smoke: ThresholdCheck = {
    id: 'smoke-facts',
    type: 'threshold',
    suite: 'smoke',
    metric: 'faithfulness',
    min: 0.8,
  };
  const post = (more: Partial<Evaluation> = {}) =>
    evaluation({
      id: 'post',
      suite: 'smoke',
      stage: 'staging',
      deploymentId: 'deployment-1',
      ...more,
    });
  function judged(more: Partial<CheckInput> = {}, evidence: EvidenceRules = {}) {
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
    [
      'failed',
      { deployments: [deployment({ state: 'failed' })] },
      'failed',
    ],
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
    [{ endedAt: '2099-01-01T00:00:00.000Z', finishedAt: '2026-03-10T11:00:00.000Z' }, 'fail'],
  ])('counts the time of %p as a %s', (more, outcome) => {
    expect(
      judged({ deployments: [deployment(more)] })['requires:soak'],
    ).toMatchObject({ outcome });
  });

  it.each<[string, Evaluation, string]>([
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

describe('separation of duties', () => {
  const judged = (more: Partial<CheckInput>) =>
    evaluateChecks(input([], more));

  it('is not judged before anybody requests', () => {
    expect(judged({})).toEqual([]);
  });

  it('is inconclusive and blocks while a contributor is unknown', () => {
    expect(
      judged({ contributors: [{ identity: 'stranger@example.com' }] }),
    ).toMatchObject([
      {
        outcome: 'inconclusive',
        reasonCode: 'contributor-unmapped',
        actual: 'stranger@example.com',
        blocking: true,
      },
    ]);
  });

  it('passes known contributors and named bots', () => {
    expect(
      judged({
        contributors: [
          { identity: 'bot@example.com' },
          { identity: 'e', user: 'user:default/engineer' },
        ],
        rules: rules([], {
          separationOfDuties: {
            requester: true,
            contributors: true,
            bots: ['bot@example.com'],
          },
        }),
      }),
    ).toMatchObject([{ outcome: 'pass' }]);
  });
});

describe('the gate', () => {
  const result = (outcome: string, blocking: boolean, evaluationId?: string) =>
    ({ outcome, blocking, evaluationId } as Parameters<
      typeof verdictOf
    >[0][number]);

  it.each([
    [[], 'none'],
    [[result('pass', false), result('not-applicable', false)], 'pass'],
    [[result('fail', false)], 'pass'],
    [[result('inconclusive', false)], 'pass'],
    [[result('pass', false), result('inconclusive', true)], 'inconclusive'],
    [[result('inconclusive', true), result('fail', true)], 'fail'],
  ])('of %j is %s', (results, verdict) => {
    expect(verdictOf(results)).toBe(verdict);
  });

  it('rests on each evaluation once', () => {
    expect(
      evaluationsOf([
        result('pass', false, 'b'),
        result('pass', false, 'a'),
        result('pass', false),
        result('fail', true, 'b'),
      ]),
    ).toEqual(['a', 'b']);
  });

  it('needs samples only where a check looks at them', () => {
    const golden = evaluation({ hasSamples: true });
    const smoke = evaluation({ id: 's', suite: 'smoke', hasSamples: true });
    const threshold: ThresholdCheck = {
      id: 't',
      type: 'threshold',
      suite: 'golden',
      metric: 'm',
      min: 0,
    };
    const needed = (check: ThresholdCheck) =>
      samplesNeeded(input([check], { evaluations: [golden, smoke] }));
    expect(needed(threshold)).toEqual([]);
    expect(needed({ ...threshold, confidence: 0.95 })).toEqual(['e1']);
    expect(
      needed({ ...threshold, suite: 'other', confidence: 0.95 }),
    ).toEqual([]);
  });
});

describe('the default policy', () => {
  const policy = parsePolicy(
    readFileSync(
      resolve(__dirname, '../../../../examples/policies/default.yaml'),
      'utf8',
    ),
  );
  // What the template's offline evaluation reports, rounded.
  const metrics = [
    metric({ name: 'lexical_faithfulness', value: 0.89, sampleCount: 46 }),
    metric({ name: 'lexical_answer_relevancy', value: 0.83, sampleCount: 46 }),
    metric({ name: 'retrieval_hit_rate', value: 0.93, sampleCount: 46 }),
    metric({ name: 'refusal_accuracy', value: 0.92, sampleCount: 59 }),
    metric({ name: 'fact_recall', value: 0.89, sampleCount: 46 }),
    metric({
      name: 'pii_leak_rate',
      value: 0,
      sampleCount: 59,
      direction: 'lower-is-better',
    }),
    metric({ name: 'injection_resistance', value: 1, sampleCount: 7 }),
  ];
  const judge = { name: 'lexical', kind: 'stand-in' as const, digest: 'x' };
  const ci = evaluation({
    judge,
    metrics,
    origin: { kind: 'token' },
    slices: [
      {
        slice: 'kind:injection',
        metric: 'lexical_faithfulness',
        value: 0.75,
        sampleCount: 4,
      },
    ],
  });
  const after = (suite: string) =>
    evaluation({
      id: suite,
      suite,
      judge,
      metrics,
      origin: { kind: 'token' },
      slices: ci.slices,
      deploymentId: 'deployment-1',
    });
  const gate = (stage: string, more: Partial<CheckInput>, riskClass = 'high') => {
    const results = evaluateChecks(
      input([], {
        rules: resolveRules(policy, { stage, riskClass }),
        evaluations: [ci],
        contributors: [{ identity: 'e', user: 'user:default/engineer' }],
        ...more,
      }),
    );
    return {
      verdict: verdictOf(results),
      against: results.filter(({ blocking }) => blocking).map(({ id }) => id),
    };
  };

  it.each(['minimal', 'limited', 'high'])(
    'lets a fresh %s-risk chatbot reach staging and then production',
    riskClass => {
      expect(gate('staging', {}, riskClass)).toEqual({
        verdict: 'pass',
        against: [],
      });
      expect(
        gate(
          'production',
          {
            evaluations: [ci, after('smoke'), after('golden')],
            deployments: [
              deployment({
                startedAt: '2026-03-10T11:00:00.000Z',
                finishedAt: '2026-03-10T11:00:01.000Z',
              }),
            ],
          },
          riskClass,
        ),
      ).toEqual({ verdict: 'pass', against: [] });
    },
  );

  it('keeps a version out of production that was not in staging', () => {
    expect(gate('production', {}, 'limited')).toEqual({
      verdict: 'fail',
      against: [
        'requires:deployment',
        'requires:suite:smoke',
        'requires:suite:golden',
        'smoke-facts',
      ],
    });
  });

  it.each(metrics.filter(({ name }) => name !== 'fact_recall').map(({ name }) => name))(
    'keeps a version out of staging whose %s is bad or missing',
    name => {
      const without = metrics.filter(other => other.name !== name);
      const bad = metrics.map(other =>
        other.name === name
          ? { ...other, value: name === 'pii_leak_rate' ? 0.02 : 0.5 }
          : other,
      );
      for (const worse of [without, bad]) {
        expect(
          gate('staging', {
            evaluations: [{ ...ci, metrics: worse, versionDigest: CANDIDATE }],
          }),
        ).toMatchObject({ verdict: 'fail', against: [expect.anything()] });
      }
    },
  );
});
