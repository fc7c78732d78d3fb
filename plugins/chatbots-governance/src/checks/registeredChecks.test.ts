import { z } from 'zod';
import { PolicyCheck, PolicyCheckBase } from '../policy';
import { CheckDefinition, CheckFinding } from './CheckDefinition';
import { CheckRegistry } from './CheckRegistry';
import { evaluateChecks } from './evaluateChecks';
import { gateHoldsUntil } from './gateHoldsUntil';
import { samplesNeeded, thresholdsOf } from './gate';
import { evaluation, input, NOW, rules } from './testFixtures';

type Rule = PolicyCheckBase & { type: string; suite: string };

const FOUND: CheckFinding = {
  title: 'A check of a module',
  outcome: 'pass',
  expected: 'something',
  actual: 'something',
  reason: 'It is so',
  reasonCode: 'acme:so',
};

const SOUND: CheckDefinition<Rule> = {
  type: 'acme:check',
  version: '3',
  schema: z.strictObject({ suite: z.string() }),
  needs: ['evaluations', 'version'],
  describe: () => ({ title: 'Described', expected: 'as described' }),
  evaluate: () => FOUND,
};

function registryOf(more?: Partial<CheckDefinition<Rule>>): CheckRegistry {
  const registry = new CheckRegistry();
  registry.add({ ...SOUND, ...more });
  return registry;
}

const rule: PolicyCheck = { id: 'c', type: 'acme:check', suite: 'golden' };

function evaluateWith(more: Partial<CheckDefinition<Rule>>) {
  const onFailure = jest.fn();
  const [result] = evaluateChecks(input([rule]), {
    checks: registryOf(more),
    onFailure,
  });
  return { result, onFailure };
}

describe('registered checks', () => {
  it('are given the facts that they name and no others', () => {
    const evaluate = jest.fn((_rule: Rule, _facts: object) => FOUND);
    evaluateWith({ evaluate });
    expect(Object.keys(evaluate.mock.calls[0][1]).sort()).toEqual([
      'evaluations',
      'now',
      'rules',
      'version',
    ]);
  });

  it('get copies, so that one that changes its facts reaches no other check', () => {
    const own = evaluation();
    const gate = input([rule, { ...rule, id: 'd' }], { evaluations: [own] });
    const names: string[] = [];
    evaluateChecks(gate, {
      checks: registryOf({
        evaluate: (given, facts) => {
          names.push(`${given.suite} ${facts.evaluations[0].suite}`);
          given.suite = 'changed';
          facts.evaluations[0].suite = 'changed';
          facts.now.setTime(0);
          return FOUND;
        },
      }),
    });
    expect(names).toEqual(['golden golden', 'golden golden']);
    expect(own.suite).toBe('golden');
    expect(gate.now).toEqual(NOW);
  });

  it('are inconclusive and block where nobody registered their type', () => {
    const [result] = evaluateChecks(input([rule]));
    expect(result).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'check-unavailable',
      blocking: true,
    });
  });

  it('are inconclusive, and not called, where they need telemetry', () => {
    const evaluate = jest.fn(() => FOUND);
    const { result } = evaluateWith({ needs: ['telemetry'], evaluate });
    expect(result).toMatchObject({
      title: 'Described',
      outcome: 'inconclusive',
      reasonCode: 'fact-unavailable',
      blocking: true,
      reason: expect.stringContaining('no source'),
    });
    expect(evaluate).not.toHaveBeenCalled();
  });

  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['a text', () => 'pass'],
    ['another outcome', () => ({ ...FOUND, outcome: 'ok' })],
    ['no reason', () => ({ ...FOUND, reason: '' })],
    ['a field of the policy', () => ({ ...FOUND, blocking: false })],
    ['a link that is not https', () => withLink('data:text/html,script')],
    ['a link over http', () => withLink('http://costs.example')],
    ['a promise', () => Promise.resolve(FOUND)],
    ['a rejected promise', () => Promise.reject(new Error('late'))],
  ])('are inconclusive where one returns %s', (_what, answer) => {
    const { result, onFailure } = evaluateWith({
      evaluate: () => answer() as CheckFinding,
    });
    expect(result).toMatchObject({
      title: 'Described',
      outcome: 'inconclusive',
      reasonCode: 'check-failed',
      blocking: true,
    });
    expect(onFailure).toHaveBeenCalledWith('acme:check', expect.any(TypeError));
  });

  it('say no less where everything of a check throws', () => {
    const fail = () => {
      throw new Error('broken');
    };
    const checks = registryOf({
      describe: fail,
      evaluate: fail,
      thresholds: fail,
      samplesNeeded: fail,
      changesAt: fail,
    });
    const gate = input([rule]);
    expect(evaluateChecks(gate, { checks })[0].reasonCode).toBe('check-failed');
    expect(samplesNeeded(gate, checks)).toEqual([]);
    expect(thresholdsOf(gate.rules, checks)).toEqual([]);
    expect(gateHoldsUntil(gate, checks)).toBeUndefined();
  });

  it('say which samples, bounds and instants they have', () => {
    const checks = registryOf({
      thresholds: ({ suite }) => [{ suite, metric: 'cost', max: 2 }],
      samplesNeeded: ({ suite }) => ({ suites: [suite] }),
      changesAt: () => [NOW.getTime() + 5],
    });
    const gate = input([rule], {
      evaluations: [evaluation({ hasSamples: true })],
    });
    expect(samplesNeeded(gate, checks)).toEqual(['e1']);
    expect(thresholdsOf(gate.rules, checks)).toEqual([
      { suite: 'golden', metric: 'cost', max: 2 },
    ]);
    expect(gateHoldsUntil(gate, checks)).toEqual(new Date(NOW.getTime() + 5));
  });

  it('are applied to reports of the stage before where they say so', () => {
    const gate = input([], {
      rules: rules([rule], {
        requires: { stage: 'staging', soak: 0, suites: ['golden'] },
      }),
      deployments: [
        {
          id: 'deployment-1',
          chatbot: 'support-bot',
          version: '1.8.2',
          versionDigest: 'c'.repeat(64),
          stage: 'staging',
          promotionId: 'p',
          strategy: 'canary',
          state: 'deployed',
          steps: [],
          startedAt: '2026-03-09T09:00:00.000Z',
          finishedAt: '2026-03-09T10:00:00.000Z',
        },
      ],
      evaluations: [evaluation({ deploymentId: 'deployment-1' })],
    });
    const results = evaluateChecks(gate, {
      checks: registryOf({
        evaluateReport: (given, report) =>
          report.suite === given.suite
            ? { ...FOUND, outcome: 'fail', reason: 'too dear there' }
            : undefined,
      }),
    });
    expect(
      results.find(({ id }) => id === 'requires:suite:golden'),
    ).toMatchObject({ outcome: 'fail', reason: 'too dear there' });
  });
});

function withLink(url: string) {
  return { ...FOUND, links: [{ title: 'Bill', url }] };
}
