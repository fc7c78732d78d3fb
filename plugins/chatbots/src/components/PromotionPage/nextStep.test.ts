import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { nextStep } from './nextStep';

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
  reason: '',
  reasonCode: 'x',
});

const detail = (state: string) => ({
  promotion: {
    state,
    approvals: [
      { group: 'group:default/ai-governance', needed: 2, have: 1, by: [] },
      { group: 'group:default/release-managers', needed: 1, have: 1, by: [] },
    ],
  } as unknown as Api.Promotion,
  gate: {
    stage: 'production',
    verdict: 'fail',
    approvals: [],
    checks: [
      check('passes', 'pass'),
      check('fails', 'fail'),
      check('cannot tell', 'inconclusive'),
      check('advisory', 'fail', false),
      check('not here', 'not-applicable'),
    ],
  } as Api.Gate,
});

describe('nextStep', () => {
  it('names the groups that are still needed and the checks that block', () => {
    expect(nextStep(detail('requested'))).toEqual({
      state: 'requested',
      needed: [{ group: 'group:default/ai-governance', count: 1 }],
      blockedBy: ['fails', 'cannot tell'],
    });
  });

  it('asks nobody once the promotion has ended', () => {
    expect(nextStep(detail('rejected'))).toEqual({
      state: 'rejected',
      needed: [],
      blockedBy: [],
    });
  });

  it('does not guess at a state it does not know', () => {
    expect(nextStep(detail('paused')).state).toBe('unknown');
  });
});
