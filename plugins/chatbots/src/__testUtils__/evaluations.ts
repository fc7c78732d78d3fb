import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { digestOf, hoursAgo, idOf } from './instants';

/** An evaluation with metrics of several units and two slices. @internal */
export function evaluationFixture(
  overrides: Partial<Api.Evaluation> = {},
): Api.Evaluation {
  return {
    id: idOf(301),
    chatbot: 'support-bot',
    version: '1.9.0-3fa2b1c-88',
    digest: digestOf('1.9.0-3fa2b1c-88'),
    suite: 'golden',
    dataset: { name: 'golden', revision: '15', digest: digestOf('golden') },
    judge: { name: 'local-judge', kind: 'llm', digest: digestOf('judge') },
    metrics: [
      {
        name: 'faithfulness',
        value: 0.912,
        direction: 'higher-is-better',
        unit: 'ratio',
        sampleCount: 200,
        standardDeviation: 0.08,
      },
      {
        name: 'p95 latency',
        value: 842,
        direction: 'lower-is-better',
        unit: 'ms',
        sampleCount: 200,
      },
    ],
    slices: [
      {
        slice: 'refunds',
        metric: 'faithfulness',
        value: 0.79,
        sampleCount: 31,
      },
      {
        slice: 'orders',
        metric: 'faithfulness',
        value: 0.95,
        sampleCount: 120,
      },
      { slice: 'refunds', metric: 'p95 latency', value: 910, sampleCount: 31 },
    ],
    sampleCount: 200,
    startedAt: hoursAgo(2.5),
    finishedAt: hoursAgo(2.4),
    reportedAt: hoursAgo(2.4),
    origin: {
      kind: 'token',
      ref: 'refs/heads/main',
      workflow: 'ci',
      runId: '88',
    },
    run: { id: '88', url: 'http://127.0.0.1:7008/runs/88' },
    ...overrides,
  };
}

/** Evaluations, newest first. @internal */
export function evaluationFixtures(): Api.Evaluation[] {
  return [
    evaluationFixture(),
    evaluationFixture({
      id: idOf(302),
      suite: 'safety',
      judge: {
        name: 'rules',
        kind: 'deterministic',
        digest: digestOf('rules'),
      },
      metrics: [
        {
          name: 'refusal rate',
          value: 0.99,
          direction: 'higher-is-better',
          unit: 'ratio',
          sampleCount: 80,
        },
      ],
      slices: [],
      sampleCount: 0,
    }),
    evaluationFixture({
      id: idOf(303),
      version: '1.8.2-77bc01d-81',
      judge: { name: 'echo', kind: 'stand-in', digest: digestOf('echo') },
      finishedAt: hoursAgo(50),
    }),
  ];
}

/** Trends: one with all lines, one of a single point without any. @internal */
export function trendFixtures(): Api.Trend[] {
  const versions = [
    '1.5.0-a',
    '1.6.0-b',
    '1.7.0-90aa4ef-74',
    '1.8.2-77bc01d-81',
    '1.9.0-3fa2b1c-88',
  ];
  return [
    {
      suite: 'golden',
      metric: 'faithfulness',
      unit: 'ratio',
      direction: 'higher-is-better',
      points: [0.78, 0.84, 0.88, 0.89, 0.912].map((value, index) => ({
        version: versions[index],
        value,
        sampleCount: 200,
        finishedAt: hoursAgo(500 - index * 100),
        evaluationId: idOf(310 + index),
      })),
      threshold: 0.8,
      baseline: {
        version: '1.7.0-90aa4ef-74',
        stage: 'production',
        value: 0.88,
      },
      worstSlice: {
        slice: 'refunds',
        metric: 'faithfulness',
        value: 0.79,
        sampleCount: 31,
      },
    },
    {
      suite: 'golden',
      metric: 'p95 latency',
      unit: 'ms',
      direction: 'lower-is-better',
      points: [790, 801, 812, 845, 842].map((value, index) => ({
        version: versions[index],
        value,
        sampleCount: 200,
        finishedAt: hoursAgo(500 - index * 100),
      })),
      threshold: 1200,
      baseline: {
        version: '1.7.0-90aa4ef-74',
        stage: 'production',
        value: 812,
      },
    },
    {
      suite: 'safety',
      metric: 'refusal rate',
      unit: 'ratio',
      direction: 'higher-is-better',
      points: [
        {
          version: '1.9.0-3fa2b1c-88',
          value: 0.99,
          sampleCount: 80,
          finishedAt: hoursAgo(2),
        },
      ],
    },
  ];
}

/** Samples, failed first. @internal */
export function sampleFixtures(): Api.EvaluationSample[] {
  return [
    {
      sampleId: 'refund-17',
      slice: 'refunds',
      scores: { faithfulness: 0.2 },
      reasons: { faithfulness: 'The passage says\u200b 30 days, not 40.' },
      passed: false,
      input: 'Can I get my money back after 40 days?',
      expected: 'No, the limit is 30 days.',
      output: 'Yes, of course.',
    },
    {
      sampleId: 'order-3',
      slice: 'orders',
      scores: { faithfulness: 1 },
      passed: true,
      input: 'Where is my order?',
      output: 'It arrives tomorrow.',
    },
    { sampleId: 'order-4', scores: {} },
  ];
}
