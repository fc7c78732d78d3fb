import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  chatbotFixture,
  gateFixture,
  hoursAgo,
  promotionFixture,
} from '../../__testUtils__';
import { comparisonFixture } from '../ComparePage/comparisonFixture';

/** A promotion that the viewer may decide. @internal */
export function promotionDetailFixture(
  overrides: Partial<Api.PromotionDetail> = {},
): Api.PromotionDetail {
  return {
    promotion: promotionFixture({
      needs: [
        {
          kind: 'approvals',
          count: 1,
          have: 1,
          group: 'group:default/ai-governance',
        },
        {
          kind: 'check',
          title: 'Worst slice of faithfulness',
          reason: 'slice "refunds" has too few samples to tell',
        },
      ],
    }),
    chatbot: chatbotFixture(),
    comparison: comparisonFixture(),
    gate: gateFixture(),
    contributors: [
      { identity: 'engineer@example.com', userRef: 'user:default/engineer' },
      { identity: 'engineer', userRef: 'user:default/engineer' },
      { identity: 'contractor@example.com' },
    ],
    mayDecide: {
      allowed: true,
      reason:
        'You may decide: member of ai-governance, not requester, not contributor.',
      groups: ['group:default/ai-governance'],
    },
    mayWithdraw: {
      allowed: false,
      reasonCode: 'not-the-requester',
      reason: 'only who requested it and the owning group may.',
    },
    mayStartWorkflow: {
      allowed: false,
      reasonCode: 'promotion-state',
      reason: 'The promotion is requested.',
    },
    history: [
      {
        at: hoursAgo(2),
        type: 'promotion.requested',
        by: 'user:default/engineer',
        text: 'Requested promotion to production',
      },
      {
        at: hoursAgo(1),
        type: 'decision.approve',
        by: 'user:default/reviewer-one',
        text: 'Approved',
      },
    ],
    ...overrides,
  };
}
