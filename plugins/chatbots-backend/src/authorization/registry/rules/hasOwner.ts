import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { chatbotResourceRef } from '../chatbotResource';

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
  apply: (chatbot, { owners }) => owners.includes(chatbot.owner),
  toQuery: ({ owners }) => ({ column: 'owner' as const, values: owners }),
});
