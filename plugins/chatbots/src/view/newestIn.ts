import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * The newest version, for the first stage: no promotion leads there, so it is where each reported version begins.
 *
 * @internal
 */
export function newestIn(
  stage: string,
  chatbot: Pick<Api.ChatbotSummary, 'stages' | 'latestVersion'>,
): string | undefined {
  return chatbot.stages[0]?.stage === stage ? chatbot.latestVersion : undefined;
}
