import { JudgeKind } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PolicyCheck } from '../policy';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import {
  deployment,
  evaluation,
  input,
  metric,
  rules,
  RUNNING,
} from './testFixtures';

const threshold: PolicyCheck = {
  id: 'faithful',
  type: 'threshold',
  suite: 'golden',
  metric: 'faithfulness',
  judges: ['llm'],
  min: 0.8,
};
const slices: PolicyCheck = { ...threshold, type: 'worst-slice' };
const { min, ...unbound } = threshold;
const regression: PolicyCheck = {
  ...unbound,
  type: 'regression',
  tolerance: { absolute: 0.01 },
};
const all = [threshold, slices, regression];

/** An evaluation by a judge, with faithfulness as a whole and in one slice. */
function by(
  kind: JudgeKind,
  value: number,
  more: Parameters<typeof evaluation>[0] = {},
) {
  return evaluation({
    id: `${kind}-${value}`,
    judge: { name: `the ${kind}`, kind, digest: kind },
    metrics: [metric({ value })],
    slices: [
      { slice: 'refunds', metric: 'faithfulness', value, sampleCount: 50 },
    ],
    ...more,
  });
}

const baseline = {
  version: '1.7.0',
  digest: RUNNING,
  evaluations: [by('llm', 0.9, { id: 'before', versionDigest: RUNNING })],
};

function resultOf(check: PolicyCheck, more: Partial<CheckInput>) {
  const [result] = evaluateChecks(input([check], { baseline, ...more }));
  return result;
}

const EARLY = '2026-03-10T10:06:00.000Z';
const LATE = '2026-03-10T11:06:00.000Z';

describe.each(all.map(check => [check.type, check] as const))(
  'a %s that is asked of language models',
  (_type, check) => {
    it('looks at what a language model scored', () => {
      expect(resultOf(check, { evaluations: [by('llm', 0.95)] })).toMatchObject(
        { outcome: 'pass', evaluationId: 'llm-0.95' },
      );
      expect(resultOf(check, { evaluations: [by('llm', 0.5)] })).toMatchObject({
        outcome: 'fail',
        blocking: true,
      });
    });

    it.each(['stand-in', 'deterministic'] as const)(
      'does not apply to an evaluation by a %s, and says whose it is',
      kind => {
        expect(resultOf(check, { evaluations: [by(kind, 0.1)] })).toMatchObject(
          {
            outcome: 'not-applicable',
            blocking: false,
            actual: `judged by the ${kind} (${kind})`,
            reason: `Asked of evaluations judged by a language model; that of golden was judged by the ${kind} (${kind})`,
            reasonCode: 'judge-not-asked',
            evaluationId: `${kind}-0.1`,
          },
        );
      },
    );

    it('fails without an evaluation, and with one that does not count', () => {
      expect(resultOf(check, { evaluations: [] })).toMatchObject({
        outcome: 'fail',
        blocking: true,
        reasonCode: 'evaluation-missing',
      });
      expect(
        resultOf(check, {
          rules: rules([check], { evidence: { judges: ['llm'] } }),
          evaluations: [by('stand-in', 1)],
        }),
      ).toMatchObject({ outcome: 'fail', reasonCode: 'judge-not-accepted' });
    });

    it('keeps a language model’s word when a stand-in reports after it', () => {
      const evaluations = [
        by('llm', 0.5, { reportedAt: EARLY }),
        by('stand-in', 1, { reportedAt: LATE }),
      ];
      expect(resultOf(check, { evaluations })).toMatchObject({
        outcome: 'fail',
        evaluationId: 'llm-0.5',
      });
    });

    it('takes no word that the policy does not accept', () => {
      const evaluations = [
        by('llm', 1, { reportedAt: LATE, origin: { kind: 'token' } }),
        by('stand-in', 0.5, { reportedAt: EARLY }),
      ];
      expect(
        resultOf(check, {
          rules: rules([check], { evidence: { origins: ['oidc'] } }),
          evaluations,
        }),
      ).toMatchObject({
        outcome: 'not-applicable',
        evaluationId: 'stand-in-0.5',
      });
    });
  },
);

describe('tests of a deployment that several judges scored', () => {
  const requiring = (
    check: PolicyCheck,
    evaluations: CheckInput['evaluations'],
  ) =>
    evaluateChecks(
      input([check], {
        rules: rules([check], {
          requires: { stage: 'staging', soak: 0, suites: ['golden'] },
        }),
        evaluations,
        deployments: [deployment()],
      }),
    ).find(({ id }) => id === 'requires:suite:golden');
  const there = { deploymentId: 'deployment-1', stage: 'staging' };

  it.each([threshold, slices])(
    'fail by the language model’s word when a stand-in reports after it: $type',
    check => {
      expect(
        requiring(check, [
          by('llm', 0.5, { ...there, reportedAt: EARLY }),
          by('stand-in', 1, { ...there, reportedAt: LATE }),
          by('llm', 0.95, { reportedAt: LATE }),
        ]),
      ).toMatchObject({
        outcome: 'fail',
        reasonCode: 'post-deployment-tests-failed',
        evaluationId: 'llm-0.5',
      });
    },
  );

  it('are not held against a bound of another judge', () => {
    expect(requiring(threshold, [by('stand-in', 0.1, there)])).toMatchObject({
      outcome: 'pass',
      evaluationId: 'stand-in-0.1',
    });
  });
});

describe('a metric that an evaluation may leave out', () => {
  const unscored: PolicyCheck = {
    id: 'unscored',
    type: 'threshold',
    suite: 'golden',
    metric: 'unscored_rate',
    max: 0.05,
    whenMissing: 'inconclusive',
  };

  it('is inconclusive, and blocks unless the policy allows that', () => {
    expect(resultOf(unscored, {})).toMatchObject({
      outcome: 'inconclusive',
      blocking: true,
      reasonCode: 'metric-missing',
    });
    expect(
      resultOf({ ...unscored, whenInconclusive: 'allow' }, {}),
    ).toMatchObject({ outcome: 'inconclusive', blocking: false });
  });

  it('counts once it is reported', () => {
    const evaluations = [
      evaluation({ metrics: [metric({ name: 'unscored_rate', value: 0.1 })] }),
    ];
    expect(
      resultOf({ ...unscored, whenInconclusive: 'allow' }, { evaluations }),
    ).toMatchObject({ outcome: 'fail', blocking: true });
  });

  it('fails as ever without an evaluation', () => {
    expect(
      resultOf({ ...unscored, whenInconclusive: 'allow' }, { evaluations: [] }),
    ).toMatchObject({ outcome: 'fail', blocking: true });
  });
});
