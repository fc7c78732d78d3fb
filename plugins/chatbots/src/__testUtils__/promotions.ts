import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { LONGEST } from './chatbots';
import { digestOf, hoursAgo, hoursAhead, idOf } from './instants';

/** An open promotion that waits for one approval. @internal */
export function promotionFixture(
  overrides: Partial<Api.Promotion> = {},
): Api.Promotion {
  const version = overrides.version ?? '1.8.2-77bc01d-81';
  const { state = 'requested' } = overrides;
  return {
    id: idOf(103),
    chatbot: 'support-bot',
    version,
    digest: digestOf(version),
    stage: 'production',
    strategy: 'canary',
    state,
    bindingDigest: digestOf(`binding ${version}`),
    replaces: '1.7.0-90aa4ef-74',
    requestedBy: ['user:default/engineer'],
    requestedVia: 'person',
    comment: 'Fixes the wrong answers about refunds.',
    requestedAt: hoursAgo(2),
    expiresAt: hoursAhead(70),
    updatedAt: hoursAgo(1),
    decisions: [
      {
        id: idOf(201),
        decision: 'approve',
        by: 'user:default/reviewer-one',
        comment: 'Scores look good.',
        at: hoursAgo(1),
      },
    ],
    approvals: [
      {
        group: 'group:default/ai-governance',
        needed: 2,
        have: 1,
        by: ['user:default/reviewer-one'],
      },
    ],
    summary:
      '1 prompt changed, temperature 0.2 → 0.4, faithfulness +0.02 (better)',
    needs: isOpen(state)
      ? [
          {
            kind: 'approvals',
            count: 1,
            have: 1,
            group: 'group:default/ai-governance',
          },
        ]
      : [],
    waitingSince: hoursAgo(2),
    stuck: false,
    mayDecide: true,
    ...overrides,
  };
}

/** Promotions of one chatbot: open ones, then one of each way to end. @internal */
export function promotionFixtures(): Api.Promotion[] {
  return [
    promotionFixture(),
    promotionFixture({
      id: idOf(104),
      version: LONGEST.version,
      stage: 'staging',
      state: 'approved',
      needs: [{ kind: 'workflow' }],
      mayDecide: false,
    }),
    promotionFixture({
      id: idOf(101),
      version: '1.7.0-90aa4ef-74',
      state: 'deployed',
      requestedAt: hoursAgo(300),
    }),
    promotionFixture({
      id: idOf(105),
      state: 'rejected',
      stateReason: 'rejected-by-reviewer',
      requestedAt: hoursAgo(420),
    }),
    promotionFixture({
      id: idOf(106),
      state: 'void',
      stateReason: 'evaluations-changed',
      requestedAt: hoursAgo(500),
    }),
  ];
}

/** A deployment that ended well. @internal */
export function deploymentFixture(
  overrides: Partial<Api.Deployment> = {},
): Api.Deployment {
  const version = overrides.version ?? '1.7.0-90aa4ef-74';
  return {
    id: idOf(501),
    chatbot: 'support-bot',
    version,
    digest: digestOf(version),
    stage: 'production',
    strategy: 'canary',
    state: 'deployed',
    weight: 100,
    promotionId: idOf(101),
    replaces: '1.6.0-b',
    fallbackDigest: digestOf('1.6.0-b'),
    approvedBy: ['user:default/reviewer-one', 'user:default/reviewer-two'],
    startedAt: hoursAgo(290),
    finishedAt: hoursAgo(289),
    steps: [
      {
        sequence: 1,
        name: 'canary 10 %',
        weight: 10,
        status: 'healthy',
        reportedAt: hoursAgo(289.8),
      },
      {
        sequence: 2,
        name: 'full',
        weight: 100,
        status: 'healthy',
        reportedAt: hoursAgo(289),
      },
    ],
    runUrl: 'http://127.0.0.1:7008/runs/74',
    ...overrides,
  };
}

/** Deployments, newest first: one under way, one rolled back, one done. @internal */
export function deploymentFixtures(): Api.Deployment[] {
  return [
    deploymentFixture({
      id: idOf(503),
      version: '1.8.2-77bc01d-81',
      state: 'open',
      weight: 25,
      replaces: '1.7.0-90aa4ef-74',
      startedAt: hoursAgo(0.5),
      finishedAt: undefined,
      steps: [
        {
          sequence: 1,
          name: 'canary 25 %',
          weight: 25,
          status: 'healthy',
          reportedAt: hoursAgo(0.4),
        },
      ],
    }),
    deploymentFixture({
      id: idOf(502),
      version: '1.7.1-0ddba11-77',
      state: 'rolled-back',
      message: 'Error rate 4.1 % is above 2 %.',
      replaces: '1.7.0-90aa4ef-74',
      startedAt: hoursAgo(100),
      finishedAt: hoursAgo(99),
      steps: [
        {
          sequence: 1,
          name: 'canary 10 %',
          weight: 10,
          status: 'unhealthy',
          message: 'Error rate 4.1 %',
          reportedAt: hoursAgo(99.2),
        },
      ],
    }),
    deploymentFixture(),
  ];
}
