import { canonicalJson } from '@chatbot-portal/transparency-log';
import { DEFAULT_RISK_CLASSES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parsePolicy, readPolicy } from './parsePolicy';
import {
  builtInChecks,
  CheckRegistry,
  defineCheck,
  RegisteredChecks,
} from '../checks';
import { ResolvedRules } from './Policy';
import {
  keepUnavailableVersions,
  resolveRules,
  rulesDigestInput,
} from './resolveRules';
import { DAY, defaultText, HOUR, known, text, withLine } from './testFixtures';

describe('resolveRules', () => {
  const policy = parsePolicy(text, known);

  it('fills in the defaults', () => {
    expect(
      resolveRules(policy, {
        ...known,
        stage: 'staging',
        riskClass: 'minimal',
      }),
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
      ...known,
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
      resolveRules(policy, {
        ...known,
        stage: 'development',
        riskClass: 'limited',
      }),
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
          ...known,
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
    const rules = resolveRules(parsePolicy(defaultText, known), {
      ...known,
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
        const rules = resolveRules(policy, { ...known, stage, riskClass });
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

describe('versions of checks', () => {
  const digestOf = (rules: ResolvedRules) =>
    createHash('sha256')
      .update(canonicalJson(rulesDigestInput(rules)))
      .digest('hex');

  it.each([
    ['limited', 'a752bf02fcb611ac'],
    ['high', 'd9233d6c404fbe61'],
  ] as const)(
    'leave the digest of rules at %s risk as it was before checks had versions, judges or aspects',
    (riskClass, digest) => {
      const rules = resolveRules(parsePolicy(text, known), {
        ...known,
        stage: 'production',
        riskClass,
      });
      expect(rules).not.toHaveProperty('checkVersions');
      expect(digestOf(rules).slice(0, 16)).toBe(digest);
    },
  );

  it('take the judges that a check is asked of in any order, and note which', () => {
    const digestBy = (judges: string) => {
      const asking = withLine(
        'minimumSamples: 30',
        `minimumSamples: 30\n        judges: ${judges}`,
      );
      return digestOf(
        resolveRules(
          parsePolicy(
            asking.replace(
              '    checks:\n',
              '    evidence: { judges: [llm] }\n    checks:\n',
            ),
            known,
          ),
          { ...known, stage: 'production', riskClass: 'limited' },
        ),
      );
    };
    const one = digestBy('[llm, stand-in]');
    expect(digestBy('[stand-in, llm, llm]')).toBe(one);
    expect(digestBy('[llm]')).not.toBe(one);
  });

  const asked = withLine(
    '      - id: age\n        type: freshness\n        suite: golden\n        maxAge: P30D\n',
    '      - id: age\n        type: acme:age\n        days: 30\n',
  );

  function checksOf(version: string): CheckRegistry {
    const registry = new CheckRegistry();
    registry.add(
      defineCheck({
        type: 'acme:age',
        version,
        schema: z.strictObject({ days: z.number() }),
        needs: [],
        describe: () => ({ title: 'Age', expected: 'young' }),
        evaluate: () => {
          throw new Error('Not evaluated here');
        },
      }),
    );
    return registry;
  }

  const rulesBy = (checks: RegisteredChecks) =>
    resolveRules(parsePolicy(asked, { checks, inForce: true }), {
      stage: 'production',
      riskClass: 'limited',
      checks,
    });

  it('are part of the digest, for modules', () => {
    const [one, two] = ['1', '2'].map(version => rulesBy(checksOf(version)));
    expect(one.checkVersions).toEqual({ 'acme:age': '1' });
    expect(digestOf(one)).not.toBe(digestOf(two));
    expect(digestOf(rulesBy(checksOf('1')))).toBe(digestOf(one));
  });

  it('are kept where a promotion is bound to them and the module is gone', () => {
    const bound = rulesBy(checksOf('1'));
    const now = rulesBy(builtInChecks);
    expect(digestOf(now)).not.toBe(digestOf(bound));
    expect(digestOf(keepUnavailableVersions(now, bound, builtInChecks))).toBe(
      digestOf(bound),
    );
    const newer = checksOf('2');
    expect(keepUnavailableVersions(rulesBy(newer), bound, newer)).toEqual(
      rulesBy(newer),
    );
  });

  it('are asked of registered checks alone when a policy is proposed', () => {
    expect(() => parsePolicy(asked, known)).toThrow(
      expect.objectContaining({
        reason: 'check-unknown',
        hint: expect.stringContaining('threshold, regression'),
      }),
    );
  });
});
