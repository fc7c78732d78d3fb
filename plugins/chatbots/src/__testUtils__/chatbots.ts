import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { gateFixture } from './gates';
import { digestOf, hoursAgo, idOf } from './instants';

/** The longest names that the API allows. @internal */
export const LONGEST = {
  chatbot: 'claims-and-complaints-and-refunds-assistant-eu-01'.padEnd(50, 'x'),
  version: '10.11.12-0123456789abcdef0123456789abcdef01234567-run.4711+eu-1',
  title:
    'Claims, complaints and refunds assistant for private customers in all regions of the European Union!',
};

/** A chatbot with everything the API can say of one. @internal */
export function chatbotFixture(
  overrides: Partial<Api.Chatbot> = {},
): Api.Chatbot {
  const name = overrides.name ?? 'support-bot';
  return {
    name,
    namespace: 'default',
    entityRef: `component:default/${name}`,
    title: 'Support bot',
    purpose: 'Answers questions of customers about their orders.',
    owner: 'group:default/chatbot-team',
    riskClass: 'limited',
    accepted: true,
    repository: {
      host: '127.0.0.1:7008',
      id: '17',
      url: `http://127.0.0.1:7008/chatbot-team/${name}`,
    },
    createdAt: hoursAgo(2000),
    updatedAt: hoursAgo(2),
    ...overrides,
  };
}

/** A stage with a live version. @internal */
export function stageFixture(
  stage: string,
  version: string | undefined,
  overrides: Partial<Api.StageStatus> = {},
): Api.StageStatus {
  if (!version) {
    return { stage, state: 'empty', ...overrides };
  }
  return {
    stage,
    state: 'live',
    version,
    digest: digestOf(version),
    since: hoursAgo(26),
    deploymentId: idOf(501),
    promotionId: idOf(101),
    approvedBy: ['user:default/reviewer-one'],
    strategy: 'all-at-once',
    ...overrides,
  };
}

/** Rows of the model catalog: healthy, failing, of the longest names, and brand-new. @internal */
export function chatbotSummaries(): Api.ChatbotSummary[] {
  return [
    {
      chatbot: chatbotFixture(),
      latestVersion: '1.9.0-3fa2b1c-88',
      stages: [
        stageFixture('development', '1.9.0-3fa2b1c-88'),
        stageFixture('staging', '1.8.2-77bc01d-81'),
        stageFixture('production', '1.7.0-90aa4ef-74', {
          state: 'rolling-out',
          incoming: {
            version: '1.8.2-77bc01d-81',
            weight: 25,
            deploymentId: idOf(503),
            promotionId: idOf(103),
            since: hoursAgo(0.5),
            approvedBy: ['user:default/reviewer-two'],
          },
        }),
      ],
      quality: {
        metric: 'faithfulness',
        suite: 'golden',
        direction: 'higher-is-better',
        points: [0.78, 0.81, 0.84, 0.88, 0.89, 0.91],
        latest: 0.91,
        previous: 0.89,
        threshold: 0.8,
      },
      verdict: 'pass',
      waiting: [
        {
          promotionId: idOf(103),
          stage: 'production',
          version: '1.8.2-77bc01d-81',
          state: 'requested',
          approvalsHave: 2,
          approvalsNeeded: 3,
          mine: true,
          needs: [
            {
              kind: 'approvals',
              count: 1,
              have: 2,
              group: 'group:default/ai-governance',
            },
          ],
          waitingSince: hoursAgo(5),
          stuck: false,
        },
      ],
      failing: [],
    },
    {
      chatbot: chatbotFixture({
        name: 'hr-bot',
        title: 'HR bot',
        riskClass: 'high',
        owner: 'group:default/platform',
      }),
      latestVersion: '0.4.1-aa10ffe-12',
      stages: [
        stageFixture('development', '0.4.1-aa10ffe-12'),
        stageFixture('staging', undefined),
        stageFixture('production', '0.3.9-1c2d3e4-9'),
      ],
      quality: {
        metric: 'faithfulness',
        suite: 'golden',
        direction: 'higher-is-better',
        points: [0.86, 0.85, 0.81, 0.78, 0.74],
        latest: 0.74,
        previous: 0.78,
        threshold: 0.8,
      },
      verdict: 'fail',
      waiting: [],
      failing: ['faithfulness 0.74 is below 0.80'],
    },
    {
      chatbot: chatbotFixture({
        name: LONGEST.chatbot,
        title: LONGEST.title,
        riskClass: 'high',
      }),
      latestVersion: LONGEST.version,
      stages: [
        stageFixture('development', LONGEST.version),
        stageFixture('staging', LONGEST.version),
        stageFixture('production', LONGEST.version),
      ],
      quality: {
        metric: 'p95 latency',
        suite: 'load',
        direction: 'lower-is-better',
        points: [812, 790, 845],
        latest: 845,
        previous: 790,
      },
      verdict: 'inconclusive',
      waiting: [],
      failing: [
        'worst slice "refunds" of faithfulness has 31 samples and needs 60 to tell whether it holds',
      ],
    },
    {
      chatbot: chatbotFixture({
        name: 'onboarding-bot',
        title: 'Onboarding bot',
        riskClass: 'minimal',
      }),
      stages: [
        stageFixture('development', undefined),
        stageFixture('staging', undefined),
        stageFixture('production', undefined),
      ],
      verdict: 'none',
      waiting: [],
      failing: [],
    },
  ];
}

/** One page of the model catalog. @internal */
export function chatbotListFixture(
  overrides: Partial<Api.ChatbotList> = {},
): Api.ChatbotList {
  const items = overrides.items ?? chatbotSummaries();
  return {
    items,
    total: items.length,
    stages: ['development', 'staging', 'production'],
    counts: {
      total: items.length,
      inProduction: 3,
      waiting: 1,
      failing: 1,
      stuck: 1,
      needsMe: 1,
    },
    ...overrides,
  };
}

/** A chatbot's overview: staging runs, production waits for one check. @internal */
export function overviewFixture(
  overrides: Partial<Api.ChatbotOverview> = {},
): Api.ChatbotOverview {
  const [first] = chatbotSummaries();
  return {
    chatbot: first.chatbot,
    stages: first.stages,
    quality: first.quality,
    latestVersion: first.latestVersion,
    waiting: first.waiting,
    alsoPossible: [],
    next: {
      stage: 'staging',
      version: '1.9.0-3fa2b1c-88',
      gate: gateFixture({ stage: 'staging' }),
      mayRequest: true,
    },
    permissions: {
      mayRequest: true,
      mayManageTokens: false,
      mayProposeFacts: false,
    },
    ...overrides,
  };
}

/** A proposal of a new chatbot's facts that the viewer may decide on. @internal */
export function proposalFixture(
  overrides: Partial<Api.FactsProposal> = {},
): Api.FactsProposal {
  const { owner, repository } = chatbotFixture();
  return {
    id: '7a1f8a52-5a1c-4a54-9a0d-1c6d6b8f0001',
    chatbot: 'support-bot',
    title: 'Support bot',
    state: 'open',
    facts: { owner, riskClass: 'limited', repository },
    inForce: { owner, riskClass: 'high', repository },
    accepted: false,
    digest: 'b'.repeat(64),
    proposedBy: 'user:default/engineer',
    proposedAt: hoursAgo(3),
    mayDecide: { allowed: true, reason: 'You are a registry reviewer.' },
    mayWithdraw: false,
    ...overrides,
  };
}
