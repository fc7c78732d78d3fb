import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ChatbotsClient } from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * What the pages ask of the backend: every operation of the typed client.
 * A mapped type, because a class with `#private` fields cannot be mocked by shape.
 *
 * @public
 */
export type ChatbotsApi = {
  [Operation in keyof ChatbotsClient]: ChatbotsClient[Operation];
};

/**
 * The reference under which an app finds or replaces {@link ChatbotsApi}.
 *
 * @public
 */
export const chatbotsApiRef = createApiRef<ChatbotsApi>().with({
  id: 'plugin.chatbots.service',
  pluginId: 'chatbots',
});
