import {
  BUILT_IN_CHECKS,
  CheckDefinition,
  defineCheck,
  PolicyCheckBase,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { z } from 'zod';
import { describeCheckContract } from './describeCheckContract';

/** Rules of each built-in check as a policy writes them, and what its schema has to refuse. */
const RULES: Record<string, { rules: object[]; refused: object[] }> = {
  threshold: {
    rules: [
      { suite: 'golden', metric: 'faithfulness', min: 0.8 },
      { suite: 'golden', metric: 'leaks', max: 0, confidence: 0.95 },
      { suite: 'golden', metric: 'leaks', max: 0, judges: ['stand-in'] },
    ],
    refused: [
      { suite: 'golden', metric: 'leaks', min: 0, max: 1 },
      { suite: 'golden', metric: 'leaks', min: 0, judges: ['lexical'] },
      { suite: 'golden', metric: 'leaks', min: 0, judges: [] },
    ],
  },
  regression: {
    rules: [
      { suite: 'golden', metric: 'faithfulness', tolerance: { relative: 0.1 } },
    ],
    refused: [{ suite: 'golden', metric: 'faithfulness', tolerance: {} }],
  },
  'worst-slice': {
    rules: [{ suite: 'golden', metric: 'faithfulness', min: 0.7 }],
    refused: [{ suite: 'golden', metric: 'faithfulness' }],
  },
  freshness: {
    rules: [{ suite: 'golden', maxAge: 'P30D' }],
    refused: [{ suite: 'golden', maxAge: 'a while' }],
  },
  evidence: { rules: [{ suite: 'golden' }], refused: [{ suite: '' }] },
  external: {
    rules: [{ system: 'change-board' }],
    refused: [{ system: 'Change Board' }],
  },
  'visible-text': {
    rules: [{}, { kinds: ['tag', 'space'], allow: ['U+200C'] }],
    refused: [{ kinds: ['invisible'] }, { kinds: [] }, { allow: ['ZWNJ'] }],
  },
};

const now = '2026-03-10T10:00:00.000Z';
const digest = '0'.repeat(64);
const evaluation = {
  id: 'e1',
  contentDigest: 'd1',
  chatbot: 'support-bot',
  version: '1.0.0',
  versionDigest: digest,
  suite: 'golden',
  datasetName: 'golden',
  datasetRevision: 'v1',
  datasetDigest: 'data',
  judge: { name: 'judge', kind: 'llm' as const, digest: 'j' },
  metrics: ['faithfulness', 'leaks'].map(name => ({
    name,
    value: 0.9,
    direction: 'higher-is-better' as const,
    unit: 'ratio' as const,
    sampleCount: 50,
  })),
  slices: [
    { metric: 'faithfulness', slice: 'de', value: 0.6, sampleCount: 20 },
    { metric: 'faithfulness', slice: 'en', value: 0.9, sampleCount: 30 },
  ],
  hasSamples: false,
  origin: { kind: 'oidc' as const },
  startedAt: now,
  finishedAt: now,
  reportedAt: now,
};

for (const definition of BUILT_IN_CHECKS) {
  describeCheckContract({
    definition,
    builtIn: true,
    ...RULES[definition.type],
    situations: [
      {
        evaluations: [evaluation],
        version: { name: '1.0.0', digest },
        prompts: [
          { name: 'system.md', text: 'Be brief.\u200B' },
          { name: 'answer.md' },
        ],
        baseline: {
          version: '0.9.0',
          digest: '1'.repeat(64),
          evaluations: [{ ...evaluation, versionDigest: '1'.repeat(64) }],
        },
        external: (['approved', 'refused', 'pending'] as const).map(status => ({
          id: status,
          system: 'change-board',
          status,
          digest,
          link: 'https://changes.example/1',
        })),
      },
    ],
  });
}

type Budget = PolicyCheckBase & { type: 'acme:budget'; limit: number };

const sound: CheckDefinition<Budget, 'version'> = defineCheck({
  type: 'acme:budget',
  version: '2',
  schema: z.strictObject({ limit: z.number() }),
  needs: ['version'],
  describe: () => ({ title: 'Budget', expected: 'within the budget' }),
  evaluate: () => ({
    title: 'Budget',
    outcome: 'pass',
    expected: 'within the budget',
    actual: 'within',
    reason: 'It costs less than it may',
    reasonCode: 'acme:within-budget',
  }),
});

/** Names of the tests that a definition fails. */
function failuresOf(more: Partial<CheckDefinition<Budget, 'version'>>) {
  const failed: string[] = [];
  const globals = globalThis as unknown as Record<string, unknown>;
  const { describe: group, it: test } = globals;
  globals.describe = (_name: string, body: () => void) => body();
  globals.it = (name: string, body: () => void) => {
    try {
      body();
    } catch {
      failed.push(name);
    }
  };
  try {
    describeCheckContract({
      definition: { ...sound, ...more },
      rules: [{ limit: 2 }],
    });
  } finally {
    Object.assign(globals, { describe: group, it: test });
  }
  return failed;
}

describe('describeCheckContract', () => {
  it('passes a sound check of a module', () => {
    expect(failuresOf({})).toEqual([]);
  });

  it.each<[string, Partial<CheckDefinition<Budget, 'version'>>, string]>([
    ['a type without a prefix', { type: 'budget' }, 'registers'],
    ['a definition without a version', { version: '' }, 'registers'],
    [
      'a schema that takes anything',
      {
        schema: {
          parse: (value: object) => value,
          safeParse: (data: object) => ({ success: true, data }),
        } as unknown as CheckDefinition['schema'],
      },
      'refuses rules with a field that it does not know, and nonsense',
    ],
    [
      'a check that returns a promise',
      { evaluate: (async () => ({})) as never },
      'returns a finding, at once, with and without facts',
    ],
    [
      'a check that returns another outcome',
      {
        evaluate: (rule, facts) => ({
          ...sound.evaluate(rule, facts),
          outcome: 'maybe' as 'pass',
        }),
      },
      'returns a finding, at once, with and without facts',
    ],
    [
      'a check that changes its facts',
      {
        evaluate(rule, facts) {
          facts.version.name += '!';
          return sound.evaluate(rule, facts);
        },
      },
      'leaves the rule and the facts as they are',
    ],
    [
      'a check that finds something else each time',
      {
        evaluate: (() => {
          let calls = 0;
          return (rule: Budget, facts: never) => {
            calls += 1;
            return { ...sound.evaluate(rule, facts), actual: `${calls}` };
          };
        })(),
      },
      'finds the same for the same rule and facts',
    ],
  ])('fails %s', (_what, more, test) => {
    expect(failuresOf(more)).toContain(test);
  });
});
