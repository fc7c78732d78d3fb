import {
  DEFAULT_RISK_CLASSES,
  RiskClass,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parsePolicy, resolveRules } from '../policy';
import { builtInChecks } from './CheckRegistry';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { verdictOf } from './gate';
import {
  CANDIDATE,
  deployment,
  evaluation,
  input,
  metric,
} from './testFixtures';

describe('the default policy', () => {
  const policy = parsePolicy(
    readFileSync(
      resolve(__dirname, '../../../../examples/policies/default.yaml'),
      'utf8',
    ),
    { checks: builtInChecks },
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
  const gate = (
    stage: string,
    more: Partial<CheckInput>,
    riskClass: RiskClass = 'high',
  ) => {
    const results = evaluateChecks(
      input([], {
        rules: resolveRules(policy, {
          stage,
          riskClass,
          checks: builtInChecks,
        }),
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

  it.each(DEFAULT_RISK_CLASSES)(
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

  it.each(
    metrics
      .filter(({ name }) => name !== 'fact_recall')
      .map(({ name }) => name),
  )('keeps a version out of staging whose %s is bad or missing', name => {
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
  });
});
