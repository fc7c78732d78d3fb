import {
  DEFAULT_RISK_CLASSES,
  JUDGE_KINDS,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { builtInChecks, JudgedCheck } from '../checks';
import { diffPolicies } from './diffPolicies';
import { parsePolicy, readPolicy } from './parsePolicy';
import { resolveRules } from './resolveRules';
import { defaultText, known } from './testFixtures';

/** A policy whose production has these checks, and for high risk these as well. */
function policyOf(
  checks: object[],
  more: { evidence?: object; high?: object } = {},
): string {
  return JSON.stringify(
    {
      apiVersion: 'chatbot-portal/v1alpha1',
      kind: 'PromotionPolicy',
      name: 'judged',
      activation: { approvals: [] },
      stages: {
        production: {
          ...(more.evidence && { evidence: more.evidence }),
          checks,
          approvals: [],
          ...(more.high && { riskClasses: { high: more.high } }),
        },
      },
    },
    undefined,
    1,
  );
}

const rule = (id: string, more: object = {}) => ({
  id,
  type: 'threshold',
  suite: 'golden',
  metric: 'faithfulness',
  min: 0.8,
  ...more,
});
const llm = rule('judged', { judges: ['llm'] });
const others = rule('counted', {
  metric: 'lexical_faithfulness',
  aspect: 'faithfulness',
  judges: ['stand-in', 'deterministic'],
});

const problemsOf = (text: string) =>
  readPolicy(text, known).problems.map(({ path, message }) => [path, message]);

describe('a policy whose checks are asked of some judges', () => {
  it.each<[string, string]>([
    ['every judge has one', policyOf([llm, others])],
    [
      'one of them is asked of all judges',
      policyOf([llm, rule('all', { metric: 'facts', aspect: 'faithfulness' })]),
    ],
    [
      'no other judge counts as evidence',
      policyOf([llm], { evidence: { judges: ['llm'] } }),
    ],
    ['they are advice', policyOf([{ ...llm, advisory: true }])],
    [
      'a risk class accepts fewer',
      policyOf([llm, others], { high: { evidence: { judges: ['llm'] } } }),
    ],
  ])('is read where %s', (_title, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'nothing is asked of the others',
      policyOf([llm]),
      'stages.production.checks[0].judges',
      /leaves out deterministic and stand-in, of the judges that count as evidence \(llm, deterministic, stand-in\): .*nothing about faithfulness.*Add a threshold/,
    ],
    [
      'one kind is forgotten',
      policyOf([llm, { ...others, judges: ['stand-in'] }]),
      'stages.production.checks[1].judges',
      /leaves out deterministic/,
    ],
    [
      'the other check is about something else',
      policyOf([llm, { ...others, aspect: 'words' }]),
      'stages.production.checks[0].judges',
      /leaves out deterministic and stand-in/,
    ],
    [
      'the other check looks at another suite',
      policyOf([llm, { ...others, suite: 'smoke' }]),
      'stages.production.checks[0].judges',
      /over golden/,
    ],
    [
      'the other check only compares',
      policyOf([
        llm,
        {
          ...others,
          min: undefined,
          type: 'regression',
          tolerance: { absolute: 0.1 },
        },
      ]),
      'stages.production.checks[0].judges',
      /leaves out/,
    ],
    [
      'the other check is advice',
      policyOf([llm, { ...others, advisory: true }]),
      'stages.production.checks[0].judges',
      /leaves out/,
    ],
    [
      'a risk class accepts a judge more',
      policyOf([llm], {
        evidence: { judges: ['llm'] },
        high: { evidence: { judges: ['llm', 'stand-in'] } },
      }),
      'stages.production.checks[0].judges',
      /at the risk class high/,
    ],
    [
      'a risk class asks fewer judges',
      policyOf([llm, others], {
        high: { checks: [{ ...others, judges: ['stand-in'] }] },
      }),
      'stages.production.riskClasses.high.checks[0].judges',
      /leaves out deterministic/,
    ],
  ])('is refused where %s', (_title, text, path, message) => {
    expect(problemsOf(text)).toContainEqual([
      path,
      expect.stringMatching(message),
    ]);
  });

  it('shows in differences whom its checks ask, and what lists show otherwise', () => {
    const [before, after] = [
      policyOf([llm, others]),
      policyOf([{ ...llm, judges: ['llm', 'stand-in'] }, others]).replace(
        '"activation"',
        '"headline": {"suite": "golden", "metric": "a", "otherwise": ["b"]}, "activation"',
      ),
    ].map(text => parsePolicy(text, known));
    expect(diffPolicies(before, after)).toEqual([
      { path: 'headline.metric', change: 'added', after: 'a' },
      { path: 'headline.otherwise[b]', change: 'added', after: 'b' },
      { path: 'headline.suite', change: 'added', after: 'golden' },
      {
        path: 'stages.production.checks[judged].judges[stand-in]',
        change: 'added',
        after: 'stand-in',
      },
    ]);
  });
});

describe('the default policy', () => {
  const policy = parsePolicy(defaultText, known);
  const cases = Object.keys(policy.stages).flatMap(stage =>
    DEFAULT_RISK_CLASSES.flatMap(riskClass =>
      JUDGE_KINDS.map(kind => [stage, riskClass, kind] as const),
    ),
  );

  it.each(cases)(
    'asks at %s and %s risk every accepted judge for faithfulness and relevancy: %s',
    (stage, riskClass, kind) => {
      const { checks, evidence } = resolveRules(policy, {
        stage,
        riskClass,
        checks: builtInChecks,
      });
      expect(evidence.judges).toContain(kind);
      const asked = checks.filter(
        ({ type, judges, advisory }) =>
          type === 'threshold' &&
          !advisory &&
          (judges as JudgedCheck['judges'])?.includes(kind),
      );
      const prefix = kind === 'llm' ? '' : 'lexical_';
      expect(asked.map(({ metric }) => metric)).toEqual([
        `${prefix}faithfulness`,
        `${prefix}answer_relevancy`,
      ]);
    },
  );
});
