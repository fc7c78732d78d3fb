import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PromotionTransition } from './PromotionTransition';

const BEFORE_DEPLOYMENT: readonly PromotionState[] = [
  'requested',
  'approved',
  'released',
];

function beforeDeployment(
  edge: Omit<PromotionTransition, 'from'>,
): PromotionTransition[] {
  return BEFORE_DEPLOYMENT.map(from => ({ from, ...edge }));
}

/**
 * Every edge of a promotion's life. This table is the only place that knows them: stores, pages and `docs/states.md` read it.
 *
 * @public
 */
export const PROMOTION_TRANSITIONS: readonly PromotionTransition[] = [
  {
    from: 'requested',
    to: 'approved',
    command: 'approve',
    who: ['portal'],
    guard:
      'Approvals bound to the current digest reach the quorum of every rule, separation of duties holds, and no check blocks.',
  },
  {
    from: 'approved',
    to: 'requested',
    command: 'withdraw-decision',
    who: ['reviewer'],
    guard:
      'A reviewer takes back their own approval and the quorum is lost with it.',
  },
  {
    from: 'approved',
    to: 'released',
    command: 'issue-permit',
    who: ['pipeline'],
    guard:
      'The pipeline of the same chatbot fetches the permit; all checks, memberships and bound facts are looked at again and hold.',
  },
  {
    from: 'released',
    to: 'deploying',
    command: 'consume-permit',
    who: ['pipeline'],
    guard:
      'The permit is neither expired nor consumed, the bound facts still hold, and no other deployment is open for the chatbot and stage.',
  },
  {
    from: 'deploying',
    to: 'deployed',
    command: 'report-deployed',
    who: ['pipeline'],
    guard: 'The deployment reports that all traffic is on the new version.',
  },
  {
    from: 'deploying',
    to: 'rolled-back',
    command: 'report-rolled-back',
    who: ['pipeline'],
    guard: 'The deployment reports that it fell back to the version replaced.',
  },
  {
    from: 'deploying',
    to: 'failed',
    command: 'report-failed',
    who: ['pipeline'],
    guard:
      'The deployment reports that it ended without the new version and without falling back.',
  },
  {
    from: 'deploying',
    to: 'failed',
    command: 'abandon',
    who: ['admin'],
    guard:
      'An administrator closes a deployment whose pipeline will not report any more, with a reason, so that the stage is free again.',
  },
  ...beforeDeployment({
    to: 'withdrawn',
    command: 'withdraw',
    who: ['requester'],
    guard: 'A requester takes the request back.',
  }),
  ...beforeDeployment({
    to: 'rejected',
    command: 'reject',
    who: ['reviewer'],
    guard:
      'One member of a group that the policy names says no, with a comment.',
  }),
  ...beforeDeployment({
    to: 'expired',
    command: 'expire',
    who: ['portal'],
    guard:
      'The time that the policy gives to the request, the approval or the permit is over.',
  }),
  ...beforeDeployment({
    to: 'void',
    command: 'void',
    who: ['portal'],
    guard:
      'A bound fact changed: digest, version replaced, evaluations, owner, risk class, repository or rules. The reason code says which.',
  }),
  ...beforeDeployment({
    to: 'superseded',
    command: 'supersede',
    who: ['portal'],
    guard:
      'A newer promotion of the same chatbot to the same stage was requested.',
  }),
];
