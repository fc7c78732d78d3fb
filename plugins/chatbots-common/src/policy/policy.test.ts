import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { canonicalJson } from '../digest';
import { isReasoned } from '../errors';
import { DEFAULT_RISK_CLASSES, DEFAULT_STAGES } from '../model';
import {
  diffPolicies,
  formatDuration,
  parseDuration,
  parsePolicy,
  readPolicy,
  resolveRules,
  rulesDigestInput,
  type Policy,
} from '.';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const known = { stages: DEFAULT_STAGES, riskClasses: DEFAULT_RISK_CLASSES };

const defaultText = readFileSync(
  resolve(__dirname, '../../../../examples/policies/default.yaml'),
  'utf8',
);

const text = `apiVersion: chatbot-portal/v1alpha1
kind: PromotionPolicy
name: example
activation:
  approvals:
    - group: ai-governance
      count: 1
stages:
  staging:
    approvals: []
  production:
    requires:
      stage: staging
      soak: 26h
      suites: [smoke]
    checks:
      - id: faithfulness
        type: threshold
        suite: golden
        metric: faithfulness
        min: 0.8
        minimumSamples: 30
      - id: age
        type: freshness
        suite: golden
        maxAge: P30D
    approvals:
      - group: ai-governance
        count: 2
    separationOfDuties:
      bots: [Bot@Example.com]
    riskClasses:
      high:
        checks:
          - id: faithfulness
            type: threshold
            suite: golden
            metric: faithfulness
            min: 0.9
          - id: slices
            type: worst-slice
            suite: golden
            metric: faithfulness
            min: 0.7
        approvals:
          - group: Group:Default/AI-Governance
            count: 3
`;

/** Replaces one line of the example by another text. */
function withLine(from: string, to: string): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, to);
}

describe('durations', () => {
  it.each([
    ['P7D', 7 * DAY],
    ['PT1H', HOUR],
    ['P1DT2H3M4S', DAY + 2 * HOUR + 184_000],
    ['P2W', 14 * DAY],
    ['PT0S', 0],
    ['3d', 3 * DAY],
    ['36h', 36 * HOUR],
    ['90m', 1.5 * HOUR],
    ['5s', 5000],
  ])('reads %s', (duration, milliseconds) => {
    expect(parseDuration(duration)).toBe(milliseconds);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1Y',
    '1',
    'd',
    '-1d',
    'P-1D',
    '1.5h',
    ' 1d',
    '1d\n',
    '1d 2h',
    '99999999999999999999d',
    'P99999D',
    'p1d',
    '٣d',
  ])('refuses %j', duration => {
    expect(parseDuration(duration)).toBeUndefined();
  });

  it('shows the two largest units', () => {
    expect(formatDuration(2 * DAY + 22 * HOUR + 59_000)).toBe('2 d 22 h');
    expect(formatDuration(0)).toBe('0 s');
    expect(formatDuration(-5)).toBe('0 s');
    expect(formatDuration(61_000)).toBe('1 min 1 s');
  });
});

describe('parsePolicy', () => {
  it('reads a policy, and fills in and normalises', () => {
    const policy = parsePolicy(text, known);
    expect(policy.activation).toEqual({
      approvals: [{ group: 'group:default/ai-governance', count: 1 }],
      separationOfDuties: { requester: true },
    });
    expect(policy.stages.production).toMatchObject({
      requires: { stage: 'staging', soak: 26 * HOUR, suites: ['smoke'] },
      checks: [{ id: 'faithfulness', min: 0.8 }, { maxAge: 30 * DAY }],
      separationOfDuties: { bots: ['bot@example.com'] },
    });
  });

  it('reads the same policy from JSON', () => {
    expect(
      parsePolicy(
        JSON.stringify({
          apiVersion: 'chatbot-portal/v1alpha1',
          kind: 'PromotionPolicy',
          name: 'json',
          activation: { approvals: [] },
          stages: {},
        }),
      ).name,
    ).toBe('json');
  });

  it.each<[string, string, number, number, string, RegExp]>([
    [
      'an unknown key in a check',
      withLine('        minimumSamples: 30', '        minimumSample: 30'),
      22,
      9,
      'stages.production.checks[0].minimumSample',
      /not known/,
    ],
    [
      'an unknown key at the top',
      `${text}extra: 1\n`,
      48,
      1,
      'extra',
      /not known/,
    ],
    [
      'a check of an unknown type',
      withLine('type: freshness', 'type: fresh'),
      24,
      15,
      'stages.production.checks[1].type',
      /freshness/,
    ],
    [
      'a missing key, at what lacks it',
      withLine('        maxAge: P30D\n', ''),
      23,
      9,
      'stages.production.checks[1].maxAge',
      /expected string/,
    ],
    [
      'a bad duration',
      withLine('soak: 26h', 'soak: 1 day'),
      14,
      13,
      'stages.production.requires.soak',
      /duration/,
    ],
    [
      'both min and max',
      withLine('min: 0.8', 'min: 0.8\n        max: 1'),
      17,
      9,
      'stages.production.checks[0]',
      /exactly one/,
    ],
    [
      'neither min nor max',
      withLine('        min: 0.8\n', ''),
      17,
      9,
      'stages.production.checks[0]',
      /exactly one/,
    ],
    [
      'a threshold that is no number',
      withLine('min: 0.8', 'min: .nan'),
      21,
      14,
      'stages.production.checks[0].min',
      /number/,
    ],
    [
      'a check id used twice',
      withLine('id: age', 'id: faithfulness'),
      23,
      13,
      'stages.production.checks[1].id',
      /twice/,
    ],
    [
      'an approval count of zero',
      withLine('count: 2', 'count: 0'),
      29,
      16,
      'stages.production.approvals[0].count',
      />=1/,
    ],
    [
      'a stage without approvals',
      withLine('    approvals: []\n', '    evidence: {}\n'),
      10,
      5,
      'stages.staging.approvals',
      /array/,
    ],
    [
      'a user as a group',
      withLine('Group:Default/AI-Governance', 'user:default/me'),
      46,
      20,
      'stages.production.riskClasses.high.approvals[0].group',
      /group/,
    ],
    [
      'a requirement of the stage itself',
      withLine('stage: staging', 'stage: production'),
      13,
      14,
      'stages.production.requires.stage',
      /itself/,
    ],
    [
      'a requirement of an unknown stage',
      withLine('stage: staging', 'stage: stagging'),
      13,
      14,
      'stages.production.requires.stage',
      /configured/,
    ],
    [
      'a requirement of a stage without rules',
      withLine('stage: staging', 'stage: development'),
      13,
      14,
      'stages.production.requires.stage',
      /no rules/,
    ],
    [
      'an unknown stage',
      withLine('  staging:\n', '  stagging:\n'),
      9,
      3,
      'stages.stagging',
      /configured stage/,
    ],
    [
      'an unknown risk class',
      withLine('high:', 'hight:'),
      33,
      7,
      'stages.production.riskClasses.hight',
      /configured risk class/,
    ],
    [
      'another version of the format',
      withLine('v1alpha1', 'v2'),
      1,
      13,
      'apiVersion',
      /v1alpha1/,
    ],
    [
      'a YAML mistake',
      withLine('name: example', 'name: "exa"mple'),
      3,
      12,
      '',
      /unexpected scalar/i,
    ],
    ['a key written twice', `${text}name: again\n`, 48, 1, '', /unique/],
    ['two documents', `${text}---\nname: x\n`, 48, 1, '', /document/],
    [
      'a tag',
      withLine('name: example', 'name: !!js/function x'),
      3,
      7,
      '',
      /tag/i,
    ],
    ['nothing', '', 1, 1, '', /object/],
    ['a list', '- a\n', 1, 1, '', /object/],
  ])(
    'tells where %s is',
    (_name, broken, line, column, path, message) => {
      const { policy, problems } = readPolicy(broken, known);
      expect(policy).toBeUndefined();
      expect(problems).toContainEqual({
        line,
        column,
        path,
        message: expect.stringMatching(message),
      });
    },
  );

  it('throws the first problem and carries all of them', () => {
    let thrown: unknown;
    try {
      parsePolicy(
        withLine('count: 2', 'count: 0').replace('soak: 26h', 'soak: soon'),
        known,
      );
    } catch (error) {
      thrown = error;
    }
    expect(isReasoned(thrown, 'policy-invalid')).toBe(true);
    expect(thrown).toMatchObject({
      message: expect.stringMatching(
        /^Line 14, column 13: stages\.production\.requires\.soak must be a duration .* \(and 1 more\)$/,
      ),
      details: { problems: [{ line: 14 }, { line: 29 }] },
    });
  });

  it('survives aliases that multiply', () => {
    const levels = Array.from(
      { length: 12 },
      (_unused, i) =>
        `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`,
    );
    const { problems } = readPolicy(
      `l0: &l0 [x, x]\n${levels.join('\n')}\n`,
    );
    expect(problems).toEqual([
      { line: 1, column: 1, path: '', message: 'uses too many aliases' },
    ]);
  });

  it('refuses a text longer than the API takes', () => {
    expect(readPolicy('#'.repeat(200_001)).problems[0].message).toMatch(
      /longer/,
    );
  });

  it('does not take names of the prototype for stages', () => {
    const policy = parsePolicy(text, known);
    for (const stage of ['__proto__', 'constructor', 'toString']) {
      expect(() =>
        resolveRules(policy, { stage, riskClass: 'limited' }),
      ).toThrow(expect.objectContaining({ reason: 'stage-unknown' }));
    }
    expect(
      resolveRules(policy, { stage: 'production', riskClass: 'constructor' })
        .approvals,
    ).toEqual([{ group: 'group:default/ai-governance', count: 2 }]);
  });

  it('answers anything with a policy or with problems, never by failing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), anything => {
        const { policy, problems } = readPolicy(anything);
        expect(policy === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('resolveRules', () => {
  const policy = parsePolicy(text, known);

  it('fills in the defaults', () => {
    expect(
      resolveRules(policy, { stage: 'staging', riskClass: 'minimal' }),
    ).toEqual({
      stage: 'staging',
      riskClass: 'minimal',
      evidence: {},
      checks: [],
      approvals: [],
      separationOfDuties: { requester: true, contributors: true, bots: [] },
      expiry: { request: 7 * DAY, approval: 3 * DAY, permit: HOUR },
    });
  });

  it('replaces checks of the same id, adds others, and replaces other parts', () => {
    const rules = resolveRules(policy, {
      stage: 'production',
      riskClass: 'high',
    });
    expect(rules.checks).toMatchObject([
      { id: 'faithfulness', min: 0.9 },
      { id: 'age' },
      { id: 'slices' },
    ]);
    // Replaced as a whole: the sample minimum of the common check is gone with it.
    expect(rules.checks[0]).not.toHaveProperty('minimumSamples');
    expect(rules.approvals).toEqual([
      { group: 'group:default/ai-governance', count: 3 },
    ]);
    expect(rules.requires?.stage).toBe('staging');
  });

  it('says which stages there are when asked for another', () => {
    expect(() =>
      resolveRules(policy, { stage: 'development', riskClass: 'limited' }),
    ).toThrow(
      expect.objectContaining({
        reason: 'stage-unknown',
        hint: expect.stringContaining('staging, production'),
      }),
    );
  });
});

describe('rulesDigestInput', () => {
  const digestOf = (source: string) =>
    canonicalJson(
      rulesDigestInput(
        resolveRules(parsePolicy(source, known), {
          stage: 'production',
          riskClass: 'limited',
        }),
      ),
    );

  it('has a canonical form', () => {
    expect(digestOf(defaultText)).toContain('chatbot-portal/rules/v1');
  });

  it.each([
    ['min: 0.8', 'min: 0.81'],
    ['soak: 26h', 'soak: 27h'],
    ['suites: [smoke]', 'suites: []'],
    ['count: 2', 'count: 3'],
    ['[Bot@Example.com]', '[]'],
    ['maxAge: P30D', 'maxAge: P31D'],
    ['minimumSamples: 30', 'minimumSamples: 31'],
  ])('changes when %s becomes %s', (from, to) => {
    expect(digestOf(withLine(from, to))).not.toBe(digestOf(text));
  });

  it.each([
    ['name: example', 'name: renamed'],
    ['soak: 26h', 'soak: PT26H'],
    ['min: 0.9', 'min: 0.95'],
  ])('stays when %s becomes %s', (from, to) => {
    expect(digestOf(withLine(from, to))).toBe(digestOf(text));
  });

  it('does not depend on the order of checks', () => {
    const rules = resolveRules(parsePolicy(defaultText), {
      stage: 'production',
      riskClass: 'high',
    });
    expect(
      rulesDigestInput({ ...rules, checks: [...rules.checks].reverse() }),
    ).toEqual(rulesDigestInput(rules));
  });
});

describe('diffPolicies', () => {
  const before = parsePolicy(text, known);

  it('finds no difference between a policy and itself rearranged', () => {
    const after: Policy = {
      ...before,
      stages: {
        production: {
          ...before.stages.production,
          checks: [...before.stages.production.checks!].reverse(),
        },
        staging: before.stages.staging,
      },
    };
    expect(diffPolicies(before, after)).toEqual([]);
  });

  it('names what changes, by check id and group', () => {
    const after = parsePolicy(
      withLine('min: 0.8', 'min: 0.7')
        .replace('count: 2', 'count: 1')
        .replace('soak: 26h', 'soak: 1h')
        .replace(/ {6}- id: age[^]*?P30D\n/, ''),
      known,
    );
    expect(diffPolicies(before, after)).toEqual([
      {
        path: 'stages.production.approvals[group:default/ai-governance].count',
        change: 'changed',
        before: '2',
        after: '1',
      },
      ...['id', 'maxAge', 'suite', 'type'].map(key => ({
        path: `stages.production.checks[age].${key}`,
        change: 'removed',
        before: { id: 'age', maxAge: '30 d', suite: 'golden', type: 'freshness' }[
          key
        ],
      })),
      {
        path: 'stages.production.checks[faithfulness].min',
        change: 'changed',
        before: '0.8',
        after: '0.7',
      },
      {
        path: 'stages.production.requires.soak',
        change: 'changed',
        before: '1 d 2 h',
        after: '1 h',
      },
    ]);
  });

  it('says that everything is added when there was none', () => {
    const all = diffPolicies(undefined, before);
    expect(all.length).toBeGreaterThan(20);
    expect(new Set(all.map(({ change }) => change))).toEqual(
      new Set(['added']),
    );
  });
});

describe('the default policy', () => {
  it('is valid for the default stages and risk classes', () => {
    expect(readPolicy(defaultText, known).problems).toEqual([]);
  });

  it('asks one approval for staging and two for production, of which neither may be the requester', () => {
    const policy = parsePolicy(defaultText, known);
    for (const riskClass of DEFAULT_RISK_CLASSES) {
      for (const [stage, count] of [
        ['staging', 1],
        ['production', 2],
      ] as const) {
        const rules = resolveRules(policy, { stage, riskClass });
        expect(rules.approvals).toEqual([
          { group: 'group:default/ai-governance', count },
        ]);
        expect(rules.separationOfDuties).toEqual({
          requester: true,
          contributors: true,
          bots: [],
        });
      }
    }
    expect(policy.stages.production.requires).toEqual({
      stage: 'staging',
      soak: 0,
      suites: ['smoke', 'golden'],
    });
  });
});
