import fc from 'fast-check';
import {
  isErrorWithReason,
  RiskClass,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { parsePolicy, readPolicy } from './parsePolicy';
import { resolveRules } from './resolveRules';
import { DAY, HOUR, known, text, withLine } from './testFixtures';

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
        known,
      ).name,
    ).toBe('json');
  });

  it.each(['客服问答', 'factual_correctness(mode=f1)', 'Übersicht & Maße'])(
    'names a metric in any script, as reports do: %s',
    metric => {
      const policy = parsePolicy(
        text.replaceAll('metric: faithfulness', `metric: '${metric}'`),
        known,
      );
      expect(policy.stages.production.checks?.[0]).toMatchObject({ metric });
    },
  );

  it.each<[string, string, number, number, string, RegExp]>([
    [
      'a metric with a character that no name has',
      text.replace('metric: faithfulness', "metric: 'Treue*'"),
      20,
      17,
      'stages.production.checks[0].metric',
      /has '\*' \(U\+002A\) at character 6: take out '\*'/,
    ],
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
  ])('tells where %s is', (_name, broken, line, column, path, message) => {
    const { policy, problems } = readPolicy(broken, known);
    expect(policy).toBeUndefined();
    expect(problems).toContainEqual(
      expect.objectContaining({
        line,
        column,
        path,
        message: expect.stringMatching(message),
      }),
    );
  });

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
    expect(isErrorWithReason(thrown, 'policy-invalid')).toBe(true);
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
      (_unused, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`,
    );
    const { problems } = readPolicy(
      `l0: &l0 [x, x]\n${levels.join('\n')}\n`,
      known,
    );
    expect(problems).toEqual([
      { line: 1, column: 1, path: '', message: 'uses too many aliases' },
    ]);
  });

  it('refuses a text longer than the API takes', () => {
    expect(readPolicy('#'.repeat(200_001), known).problems[0].message).toMatch(
      /longer/,
    );
  });

  it('does not take names of the prototype for stages', () => {
    const policy = parsePolicy(text, known);
    const prototype: string = 'constructor';
    for (const stage of ['__proto__', 'constructor', 'toString']) {
      expect(() =>
        resolveRules(policy, { ...known, stage, riskClass: 'limited' }),
      ).toThrow(expect.objectContaining({ reason: 'stage-unknown' }));
    }
    expect(
      resolveRules(policy, {
        ...known,
        stage: 'production',
        riskClass: prototype as RiskClass,
      }).approvals,
    ).toEqual([{ group: 'group:default/ai-governance', count: 2 }]);
  });

  it('answers anything with a policy or with problems, never by failing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), anything => {
        const { policy, problems } = readPolicy(anything, known);
        expect(policy === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});
