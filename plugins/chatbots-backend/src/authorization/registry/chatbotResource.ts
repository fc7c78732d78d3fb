import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_CHATBOT } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotFilter } from '../../database/ChatbotScope';
import { ChatbotRow } from '../../database/chatbots';

/** Chatbots as resources of the permission framework; the resource ref is the name. */
export const chatbotResourceRef = createPermissionResourceRef<
  ChatbotRow,
  ChatbotFilter
>().with({ pluginId: 'chatbots', resourceType: RESOURCE_TYPE_CHATBOT });
