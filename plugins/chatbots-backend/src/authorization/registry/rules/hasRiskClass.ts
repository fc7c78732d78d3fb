import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { chatbotResourceRef } from '../chatbotResource';

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
