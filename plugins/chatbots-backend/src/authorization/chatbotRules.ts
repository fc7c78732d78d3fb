import { sameRef } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_CHATBOT } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotFilter } from '../database/ChatbotScope';
import { ChatbotRow } from '../database/chatbots';
import { z } from 'zod';

/** Chatbots as resources of the permission framework; the resource ref is the name. */
export const chatbotResourceRef = createPermissionResourceRef<
  ChatbotRow,
  ChatbotFilter
>().with({ pluginId: 'chatbots', resourceType: RESOURCE_TYPE_CHATBOT });

/** Chatbots of some owners. */
export const hasOwner = createPermissionRule({
  name: 'HAS_OWNER',
  description: 'Match chatbots that one of the given groups or users owns',
  resourceRef: chatbotResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Entity refs, for example group:default/support'),
  }),
  apply: (chatbot, { owners }) =>
    owners.some(owner => sameRef(owner, chatbot.owner)),
  toQuery: ({ owners }) => ({
    column: 'owner' as const,
    values: owners.map(owner => owner.toLocaleLowerCase('en-US')),
  }),
});

/** Chatbots of some risk classes. */
export const hasRiskClass = createPermissionRule({
  name: 'HAS_RISK_CLASS',
  description: 'Match chatbots of the given risk classes',
  resourceRef: chatbotResourceRef,
  paramsSchema: z.object({
    riskClasses: z.array(z.string()).describe('minimal, limited or high'),
  }),
  apply: (chatbot, { riskClasses }) => riskClasses.includes(chatbot.risk_class),
  toQuery: ({ riskClasses }) => ({
    column: 'risk_class' as const,
    values: riskClasses,
  }),
});

/** Chatbots by name. */
export const isNamed = createPermissionRule({
  name: 'IS_NAMED',
  description: 'Match chatbots by their name',
  resourceRef: chatbotResourceRef,
  paramsSchema: z.object({
    names: z.array(z.string()).describe('Names of chatbots'),
  }),
  apply: (chatbot, { names }) => names.includes(chatbot.name),
  toQuery: ({ names }) => ({ column: 'name' as const, values: names }),
});
