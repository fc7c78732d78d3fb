import { canonicalJson } from '@chatbot-portal/transparency-log';
import { DEFAULT_RISK_CLASSES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { parsePolicy, readPolicy } from './parsePolicy';
import { resolveRules, rulesDigestInput } from './resolveRules';
import { DAY, defaultText, HOUR, known, text, withLine } from './testFixtures';

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

  it('takes minus zero for zero, which has a canonical form', () => {
    expect(digestOf(withLine('min: 0.8', 'min: -0'))).toBe(
      digestOf(withLine('min: 0.8', 'min: 0')),
    );
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
          bots: ['portal'],
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
