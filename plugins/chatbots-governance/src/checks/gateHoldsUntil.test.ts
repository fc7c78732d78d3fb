import fc from 'fast-check';
import { PolicyCheck } from '../policy';
import { CheckInput } from './CheckInput';
import { evaluateChecks } from './evaluateChecks';
import { gateHoldsUntil } from './gateHoldsUntil';
import { deployment, evaluation, input, NOW, rules } from './testFixtures';

const HOUR = 60 * 60 * 1000;
const ages = fc.array(fc.integer({ min: 0, max: 10 * HOUR }), { maxLength: 4 });
const duration = fc.integer({ min: 1, max: 10 * HOUR });

function freshness(maxAge: number): PolicyCheck[] {
  return [{ id: 'age', type: 'freshness', suite: 'golden', maxAge }];
}

function ago(milliseconds: number): string {
  return new Date(NOW.getTime() - milliseconds).toISOString();
}

function outcomes(gate: CheckInput): string {
  return evaluateChecks(gate)
    .map(({ outcome }) => outcome)
    .join();
}

describe('gateHoldsUntil', () => {
  it('is undefined where no check looks at the time', () => {
    expect(gateHoldsUntil(input([]))).toBeUndefined();
  });

  it('is the instant at which the evaluation becomes too old', () => {
    const gate = input(freshness(2 * HOUR));
    expect(gateHoldsUntil(gate)?.toISOString()).toBe(
      '2026-03-10T12:05:00.001Z',
    );
  });

  it('names no instant later than the first change of an outcome', () => {
    fc.assert(
      fc.property(
        ages,
        ages,
        duration,
        duration,
        duration,
        (evaluated, deployed, maxAge, soak, later) => {
          const gate = input(freshness(maxAge), {
            rules: rules(freshness(maxAge), {
              requires: { stage: 'staging', soak, suites: [] },
            }),
            evaluations: evaluated.map((age, i) =>
              evaluation({
                id: `e${i}`,
                finishedAt: ago(age),
                reportedAt: ago(age / 2),
              }),
            ),
            deployments: deployed.map((age, i) =>
              deployment({
                id: `d${i}`,
                startedAt: ago(age),
                finishedAt: ago(age),
              }),
            ),
          });
          const until = gateHoldsUntil(gate)?.getTime() ?? Infinity;
          const then = new Date(NOW.getTime() + later);
          const isSame = outcomes(gate) === outcomes({ ...gate, now: then });
          expect(then.getTime() >= until || isSame).toBe(true);
        },
      ),
    );
  });
});
