import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ChatbotsClient } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * What the pages ask of the backend: every operation of the typed client.
 *
 * @public
 */
export type ChatbotsApi = ChatbotsClient;

/**
 * The reference under which an app finds or replaces {@link ChatbotsApi}.
 *
 * @public
 */
export const chatbotsApiRef = createApiRef<ChatbotsApi>().with({
  id: 'plugin.chatbots.service',
  pluginId: 'chatbots',
});
