import { ThresholdCheck } from './thresholdCheck';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { evaluationsOf, samplesNeeded, verdictOf } from './gate';
import { evaluation, input, rules } from './testFixtures';

describe('separation of duties', () => {
  const judged = (more: Partial<CheckInput>) => evaluateChecks(input([], more));

  it('is not judged before anybody requests', () => {
    expect(judged({})).toEqual([]);
  });

  it('is inconclusive and blocks while a contributor is unknown', () => {
    expect(
      judged({ contributors: [{ identity: 'stranger@example.com' }] }),
    ).toMatchObject([
      {
        outcome: 'inconclusive',
        reasonCode: 'contributor-unmapped',
        actual: 'stranger@example.com',
        blocking: true,
      },
    ]);
  });

  it('takes nobody for a bot who stands for commits that were not reported', () => {
    const identity = 'commits between a and b';
    expect(
      judged({
        contributors: [{ identity, unreported: true }],
        rules: rules([], {
          separationOfDuties: {
            requester: true,
            contributors: true,
            bots: [identity],
          },
        }),
      }),
    ).toMatchObject([
      {
        outcome: 'inconclusive',
        reason: expect.stringContaining('full clone'),
        blocking: true,
      },
    ]);
  });

  it('passes known contributors and named bots', () => {
    expect(
      judged({
        contributors: [
          { identity: 'bot@example.com' },
          { identity: 'e', user: 'user:default/engineer' },
        ],
        rules: rules([], {
          separationOfDuties: {
            requester: true,
            contributors: true,
            bots: ['bot@example.com'],
          },
        }),
      }),
    ).toMatchObject([{ outcome: 'pass' }]);
  });
});

describe('the gate', () => {
  const result = (outcome: string, blocking: boolean, evaluationId?: string) =>
    ({ outcome, blocking, evaluationId } as Parameters<
      typeof verdictOf
    >[0][number]);

  it.each([
    [[], 'none'],
    [[result('pass', false), result('not-applicable', false)], 'pass'],
    [[result('fail', false)], 'pass'],
    [[result('inconclusive', false)], 'pass'],
    [[result('pass', false), result('inconclusive', true)], 'inconclusive'],
    [[result('inconclusive', true), result('fail', true)], 'fail'],
  ])('of %j is %s', (results, verdict) => {
    expect(verdictOf(results)).toBe(verdict);
  });

  it('rests on each evaluation once', () => {
    expect(
      evaluationsOf([
        result('pass', false, 'b'),
        result('pass', false, 'a'),
        result('pass', false),
        result('fail', true, 'b'),
      ]),
    ).toEqual(['a', 'b']);
  });

  it('needs samples only where a check looks at them', () => {
    const golden = evaluation({ hasSamples: true });
    const smoke = evaluation({ id: 's', suite: 'smoke', hasSamples: true });
    const threshold: ThresholdCheck = {
      id: 't',
      type: 'threshold',
      suite: 'golden',
      metric: 'm',
      min: 0,
    };
    const needed = (check: ThresholdCheck) =>
      samplesNeeded(input([check], { evaluations: [golden, smoke] }));
    expect(needed(threshold)).toEqual([]);
    expect(needed({ ...threshold, confidence: 0.95 })).toEqual(['e1']);
    expect(needed({ ...threshold, suite: 'other', confidence: 0.95 })).toEqual(
      [],
    );
  });
});
