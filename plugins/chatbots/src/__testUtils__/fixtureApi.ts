import { createChatbotsClient } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { hoursAgo, idOf } from './instants';
import type { ChatbotsApi } from '../api';
import {
  chatbotListFixture,
  chatbotSummaries,
  overviewFixture,
  stageFixture,
  LONGEST,
} from './chatbots';
import {
  evaluationFixture,
  evaluationFixtures,
  sampleFixtures,
  trendFixtures,
} from './evaluations';
import { gateFixture } from './gates';
import {
  deploymentFixtures,
  promotionFixture,
  promotionFixtures,
} from './promotions';
import { versionFixtures } from './versions';

/**
 * An API that answers from the fixtures. What no fixture answers fails as a
 * lost connection does, so a test can't pass on an answer nobody wrote.
 *
 * @internal
 */
export function fixtureApi(overrides: Partial<ChatbotsApi> = {}): ChatbotsApi {
  const unreachable = createChatbotsClient({
    discoveryApi: { getBaseUrl: async () => 'http://localhost/fixture' },
    fetchApi: {
      fetch: async () => {
        throw new Error('No fixture answers this request');
      },
    },
  });
  const answers: Partial<ChatbotsApi> = {
    listChatbots: async () => chatbotListFixture(),
    listChatbotTitles: async ({ query }) => ({
      items: [...chatbotSummaries().map(({ chatbot }) => chatbot)].filter(
        ({ name }) => query.names.split(',').includes(name),
      ),
    }),
    getChatbot: async () => overviewFixture(),
    listHostRuns: async () => ({ items: [] }),
    listModelVersions: async () => ({
      items: versionFixtures(),
      total: versionFixtures().length,
    }),
    listEvaluations: async () => ({ items: evaluationFixtures() }),
    getEvaluation: async () => evaluationFixture(),
    listEvaluationSamples: async () => ({
      items: sampleFixtures(),
      total: sampleFixtures().length,
    }),
    getTrends: async () => ({ items: trendFixtures() }),
    listStages: async ({ query }) => ({
      items: [
        stageFixture('development', '1.9.0-3fa2b1c-88'),
        stageFixture('staging', LONGEST.version),
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
      at: query?.at,
    }),
    listDeployments: async () => ({ items: deploymentFixtures() }),
    explainGates: async () => ({
      items: [gateFixture({ stage: 'staging' }), gateFixture()],
    }),
    listPromotions: async ({ query } = {}) => {
      const items = promotionFixtures().filter(
        ({ state }) =>
          query?.open === undefined || isOpen(state) === query.open,
      );
      return {
        items,
        total: items.length,
        stuck: items.filter(({ stuck }) => stuck).length,
      };
    },
    listFactsProposals: async () => ({ items: [] }),
    requestPromotion: async () => promotionFixture(),
  };
  // Methods of a class stand on its prototype, which a spread does not copy.
  return Object.assign(unreachable, answers, overrides);
}
