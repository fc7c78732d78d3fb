import { createConditionExports } from '@backstage/plugin-permission-node';
import { chatbotResourceRef } from './chatbotResource';
import { hasOwner, hasRiskClass, isNamed } from './rules';

const exported = createConditionExports({
  resourceRef: chatbotResourceRef,
  rules: { hasOwner, hasRiskClass, isNamed },
});

/** Conditions on chatbots, for writers of permission policies. @public */
export const chatbotConditions = exported.conditions;

/** Makes the decision that a permission policy returns with conditions on chatbots. @public */
export const createChatbotConditionalDecision =
  exported.createConditionalDecision;
