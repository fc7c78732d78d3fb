import {
  PROMOTION_STATES,
  PromotionState,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from './promotionMachine';
import { describeNeed, PromotionFacts, whatIsMissing } from './whatIsMissing';

const SINCE = '2026-05-01T10:00:00.000Z';
const SILENCE_MS = 30 * 60_000;

const check = (
  title: string,
  outcome: Api.Check['outcome'],
  blocking = true,
): Api.Check => ({
  id: title,
  title,
  outcome,
  blocking,
  expected: '',
  actual: '',
  reason: `${title}, says the check`,
  reasonCode: 'x',
});

function missing(facts: Partial<PromotionFacts> = {}, minutesLater = 1) {
  return whatIsMissing(
    {
      state: 'requested',
      approvals: [
        {
          group: 'group:default/ai-governance',
          needed: 2,
          have: 1,
          by: ['user:default/reviewer-one'],
        },
        { group: 'group:default/security', needed: 1, have: 1, by: [] },
      ],
      checks: [],
      separationOfDuties: { requester: true, contributors: true, bots: [] },
      contributors: [],
      waitingSince: SINCE,
      ...facts,
    },
    {
      now: new Date(Date.parse(SINCE) + minutesLater * 60_000),
      silenceMs: SILENCE_MS,
    },
  );
}

describe('whatIsMissing', () => {
  it('counts the approvals that are missing and not those that are given', () => {
    const { needs } = missing();
    expect(needs).toEqual([
      {
        kind: 'approvals',
        count: 1,
        have: 1,
        group: 'group:default/ai-governance',
      },
    ]);
    expect(needs.map(need => describeNeed(need))).toEqual([
      '1 more approval from ai-governance',
    ]);
  });

  it('names contributors without a user and the checks that block, and no others', () => {
    const { needs } = missing({
      approvals: [],
      contributors: [{ identity: 'stranger@example.com' }],
      checks: [
        check('passes', 'pass'),
        check('fails', 'fail'),
        check('cannot tell', 'inconclusive'),
        check('advisory', 'fail', false),
        check('not here', 'not-applicable'),
      ],
    });
    expect(needs.map(need => describeNeed(need))).toEqual([
      'a catalog user for 1 contributor',
      'fails, says the check',
      'cannot tell, says the check',
    ]);
  });

  it('waits for the portal where everything is in place', () => {
    expect(missing({ approvals: [] }).needs).toEqual([{ kind: 'approval' }]);
  });

  it.each(PROMOTION_STATES)(
    'never says of one that is open and %s that nothing is missing',
    state => {
      const { needs, waitingSince } = missing({ state });
      expect(needs.length > 0).toBe(isOpen(state));
      expect(waitingSince !== undefined).toBe(isOpen(state));
    },
  );

  it.each<[PromotionState, number, boolean]>([
    ['deploying', 29, false],
    ['deploying', 30, true],
    ['released', 30, true],
    // People may take their time.
    ['requested', 10_000, false],
    ['approved', 10_000, false],
    ['deployed', 10_000, false],
  ])(
    'says of one that is %s for %d minutes: stuck %s',
    (state, after, stuck) => {
      expect(missing({ state }, after).stuck).toBe(stuck);
    },
  );
});
