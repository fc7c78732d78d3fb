import { diffPolicies } from './diffPolicies';
import { parsePolicy } from './parsePolicy';
import { PolicyDocument } from './Policy';
import { known, text, withLine } from './testFixtures';

describe('diffPolicies', () => {
  const before = parsePolicy(text, known);

  it('finds no difference between a policy and itself rearranged', () => {
    const after: PolicyDocument = {
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
        before: {
          id: 'age',
          maxAge: '30 d',
          suite: 'golden',
          type: 'freshness',
        }[key],
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
