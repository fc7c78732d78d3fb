import {
  DEFAULT_RISK_CLASSES,
  EvaluationEvidence,
  JudgeKind,
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
  // What RAGAS reports in place of the lexical metrics.
  const inWordsOfModel = (name: string) => name.replace(/^lexical_/, '');
  const byModel = (one: EvaluationEvidence): EvaluationEvidence => ({
    ...one,
    id: `${one.id} by a model`,
    judge: { name: 'ragas', kind: 'llm', digest: 'y' },
    metrics: one.metrics.map(reported => ({
      ...reported,
      name: inWordsOfModel(reported.name),
    })),
    slices: one.slices.map(slice => ({
      ...slice,
      metric: inWordsOfModel(slice.metric),
    })),
  });
  const judgedBy: Record<
    string,
    (one: EvaluationEvidence) => EvaluationEvidence[]
  > = {
    'a stand-in': one => [one],
    'a deterministic judge': one => [
      { ...one, judge: { ...judge, kind: 'deterministic' } },
    ],
    'a language model': one => [byModel(one)],
    both: one => [one, byModel(one)],
  };
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

  it.each(
    DEFAULT_RISK_CLASSES.flatMap(riskClass =>
      Object.keys(judgedBy).map(judges => [riskClass, judges] as const),
    ),
  )(
    'lets a fresh %s-risk chatbot that was judged by %s reach staging and then production',
    (riskClass, judges) => {
      const judged = judgedBy[judges];
      expect(gate('staging', { evaluations: judged(ci) }, riskClass)).toEqual({
        verdict: 'pass',
        against: [],
      });
      expect(
        gate(
          'production',
          {
            evaluations: [ci, after('smoke'), after('golden')].flatMap(judged),
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

  it.each<JudgeKind>(['llm', 'deterministic', 'stand-in'])(
    'keeps a version out whose judge of kind %s says nothing of faithfulness or relevancy',
    kind => {
      for (const metricName of ['faithfulness', 'answer_relevancy']) {
        const [one] = kind === 'llm' ? [byModel(ci)] : [ci];
        const evaluations = [
          {
            ...one,
            judge: { ...one.judge, kind },
            metrics: one.metrics.filter(
              ({ name }) => inWordsOfModel(name) !== metricName,
            ),
          },
        ];
        expect(gate('staging', { evaluations }).verdict).toBe('fail');
        expect(
          gate('production', { evaluations }).against.some(id =>
            id.includes(metricName.replace('_', '-')),
          ),
        ).toBe(true);
      }
    },
  );

  it('keeps a version out whose model judged badly before a stand-in reported', () => {
    const bad = byModel(ci);
    const evaluations = [
      {
        ...bad,
        reportedAt: '2026-03-10T09:00:00.000Z',
        metrics: bad.metrics.map(one =>
          one.name === 'faithfulness' ? { ...one, value: 0.4 } : one,
        ),
      },
      ci,
    ];
    expect(gate('staging', { evaluations })).toEqual({
      verdict: 'fail',
      against: ['faithfulness'],
    });
  });

  it.each([
    ['unscored_rate', 0.06, 'unscored'],
    ['transparency', 0.99, 'transparency'],
  ])(
    'asks for %s where it is reported, and fails it at %d',
    (name, value, id) => {
      const evaluations = [
        {
          ...ci,
          metrics: [...metrics, metric({ name, value, sampleCount: 59 })],
        },
      ];
      for (const stage of ['staging', 'production']) {
        expect(gate(stage, { evaluations }).against).toContain(id);
      }
      expect(gate('staging', { evaluations: [ci] }).against).toEqual([]);
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
