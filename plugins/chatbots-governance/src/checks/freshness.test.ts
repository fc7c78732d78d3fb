import { evaluateChecks } from './evaluateChecks';
import { CANDIDATE, evaluation, input, NOW } from './testFixtures';

describe('freshness', () => {
  const day = 86_400_000;
  const judged = (times: Partial<ReturnType<typeof evaluation>>, now = NOW) =>
    evaluateChecks(
      input(
        [{ id: 'age', type: 'freshness', suite: 'golden', maxAge: 30 * day }],
        { evaluations: [evaluation(times)], now },
      ),
    )[0];

  it.each([
    ['2026-02-08T12:00:00.000Z', 'pass'],
    ['2026-02-08T11:59:59.999Z', 'fail'],
  ])('of a run finished at %s is a %s', (finishedAt, outcome) => {
    expect(judged({ finishedAt }).outcome).toBe(outcome);
  });

  it('does not believe in a run from the future', () => {
    expect(
      judged({
        finishedAt: '2099-01-01T00:00:00.000Z',
        reportedAt: '2026-01-01T00:00:00.000Z',
      }),
    ).toMatchObject({
      outcome: 'fail',
      reasonCode: 'evaluation-stale',
      actual: '68 d 12 h old',
    });
  });

  it('fails on a time that can not be read', () => {
    expect(judged({ finishedAt: 'yesterday' })).toMatchObject({
      outcome: 'fail',
      actual: 'unknown',
    });
  });

  it('fails without an evaluation', () => {
    expect(judged({ versionDigest: `not ${CANDIDATE}` }).reasonCode).toBe(
      'evaluation-missing',
    );
  });
});
