import { PermissionCriteria } from '@backstage/plugin-permission-common';

/** One condition on a chatbot: a column has one of the values. */
export interface ChatbotFilter {
  column: 'name' | 'owner' | 'risk_class';
  values: readonly string[];
}

/** The chatbots somebody may see: all when undefined. */
export type ChatbotScope = PermissionCriteria<ChatbotFilter> | undefined;
