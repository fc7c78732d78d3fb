import { nextState, PROMOTION_STATES, promotionExpiresAt } from '.';

describe('promotionExpiresAt', () => {
  const since = new Date('2026-01-01T00:00:00.000Z');
  const expiry = { request: 1000, approval: 2000, permit: 3000 };

  it('is the time of the state it stands in', () => {
    expect(promotionExpiresAt('requested', since, expiry)?.toISOString()).toBe(
      '2026-01-01T00:00:01.000Z',
    );
    expect(promotionExpiresAt('approved', since, expiry)?.toISOString()).toBe(
      '2026-01-01T00:00:02.000Z',
    );
    expect(promotionExpiresAt('released', since, expiry)?.toISOString()).toBe(
      '2026-01-01T00:00:03.000Z',
    );
  });

  it('exists exactly where the state table lets a promotion expire', () => {
    expect(
      PROMOTION_STATES.filter(state =>
        promotionExpiresAt(state, since, expiry),
      ),
    ).toEqual(PROMOTION_STATES.filter(state => nextState(state, 'expire')));
  });
});
