import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { chatbotResourceRef } from '../chatbotResource';

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
