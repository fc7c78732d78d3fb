import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

const AT = '2026-03-02T10:00:00.000Z';
const DIGEST = '9f31c2aa'.repeat(8);
const EVALUATION_ID = '018f3a52-9b7c-7d10-8a11-000000000001';
const PROMOTION_ID = '018f3a52-9b7c-7d10-8a11-000000000002';

/** Facts that a test may choose; everything else is an ordinary chatbot's. */
export interface ProjectionOptions {
  chatbot?: string;
  owner?: string;
  version?: string;
  digest?: string;
  suite?: string;
  stage?: string;
  state?: Api.PromotionState;
  ids?: { evaluation: string; promotion: string };
  retired?: Partial<Api.Projection['retired']>;
}

/** One chatbot with one entity of each kind. */
export function projectionOf(options: ProjectionOptions = {}): Api.Projection {
  const {
    chatbot = 'support-bot',
    version = '1.8.2-77bc',
    digest = DIGEST,
    suite = 'golden',
    stage = 'staging',
    state = 'requested',
    ids = { evaluation: EVALUATION_ID, promotion: PROMOTION_ID },
  } = options;
  const origin = { kind: 'pipeline' } as unknown as Api.Origin;
  return {
    chatbot: {
      name: chatbot,
      namespace: 'default',
      entityRef: `component:default/${chatbot}`,
      title: 'Support bot',
      owner: options.owner ?? 'group:default/chatbot-team',
      riskClass: 'limited',
      accepted: true,
      repository: { host: 'git.example.com', id: '42', url: 'https://x' },
      createdAt: AT,
      updatedAt: AT,
    },
    versions: [
      {
        chatbot,
        version,
        digest,
        bundle: {} as Api.ModelVersionBundle,
        reportedAt: AT,
        stages: [stage],
        verdict: 'pass',
        changed: ['prompt'],
      },
    ],
    evaluations: [
      {
        id: ids.evaluation,
        chatbot,
        version,
        digest,
        suite,
        dataset: { name: 'golden', revision: '15' } as Api.DatasetRef,
        judge: { kind: 'stand-in' } as Api.Judge,
        metrics: [],
        slices: [],
        sampleCount: 15,
        startedAt: AT,
        finishedAt: AT,
        reportedAt: AT,
        origin,
      },
    ],
    stages: [{ stage, state: 'live', version, digest, since: AT }],
    promotions: [
      {
        id: ids.promotion,
        chatbot,
        version,
        digest,
        stage,
        strategy: 'all-at-once',
        state,
        bindingDigest: 'b'.repeat(64),
        requestedBy: ['user:default/engineer'],
        requestedAt: AT,
        expiresAt: AT,
        decisions: [],
        approvals: [],
        needs: [],
        stuck: false,
      },
    ],
    retired: {
      versions: [],
      evaluations: [],
      promotions: [],
      ...options.retired,
    },
  };
}
