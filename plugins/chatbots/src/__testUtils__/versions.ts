import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { LONGEST } from './chatbots';
import { digestOf, hoursAgo } from './instants';

const COMMIT = '3fa2b1c4d5e6f708192a3b4c5d6e7f8091a2b3c4';

/** A model version. @internal */
export function versionFixture(
  overrides: Partial<Api.ModelVersion> = {},
): Api.ModelVersion {
  const version = overrides.version ?? '1.9.0-3fa2b1c-88';
  return {
    chatbot: 'support-bot',
    version,
    digest: digestOf(version),
    bundle: {
      source: { repositoryId: '17', commit: COMMIT },
      baseModel: { provider: 'local', name: 'echo-small', revision: '2' },
      parameters: { temperature: 0.4, maxTokens: 800 },
      prompts: [{ name: 'system.md', digest: digestOf('system') }],
      datasets: [
        { name: 'golden', revision: '15', digest: digestOf('golden') },
      ],
      hyperparameters: {},
      artifacts: [
        {
          name: 'chatbot.tgz',
          mediaType: 'application/gzip',
          digest: digestOf('chatbot.tgz'),
          size: 482_113,
        },
      ],
    },
    modelCard: {
      purpose: 'Answers questions of customers about their orders.',
      limits: 'No refunds above 100 EUR; it hands those to a person.',
      data: 'Order history; no health data.',
    },
    run: { id: '88', attempt: 1, url: 'http://127.0.0.1:7008/runs/88' },
    reportedAt: hoursAgo(3),
    commitUrl: `http://127.0.0.1:7008/chatbot-team/support-bot/commit/${COMMIT}`,
    stages: ['development'],
    verdict: 'pass',
    changed: ['code', 'prompt'],
    commitCount: 14,
    ...overrides,
  };
}

/** Versions, newest first, with the longest name among them. @internal */
export function versionFixtures(): Api.ModelVersion[] {
  return [
    versionFixture(),
    versionFixture({
      version: '1.8.2-77bc01d-81',
      stages: ['staging'],
      changed: ['parameters', 'data'],
      verdict: 'inconclusive',
      reportedAt: hoursAgo(50),
    }),
    versionFixture({
      version: '1.7.0-90aa4ef-74',
      stages: ['production'],
      changed: ['model'],
      reportedAt: hoursAgo(400),
    }),
    versionFixture({
      version: LONGEST.version,
      stages: [],
      changed: [],
      verdict: 'fail',
      commitUrl: undefined,
      reportedAt: hoursAgo(700),
    }),
  ];
}
