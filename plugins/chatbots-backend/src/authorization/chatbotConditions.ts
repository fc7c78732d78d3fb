import {
  Conditions,
  createConditionExports,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_CHATBOT } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  chatbotResourceRef,
  hasOwner,
  hasRiskClass,
  isNamed,
} from './chatbotRules';

const exported = createConditionExports({
  resourceRef: chatbotResourceRef,
  rules: { hasOwner, hasRiskClass, isNamed },
});

/** Conditions on chatbots, for writers of permission policies. @public */
export const chatbotConditions: Conditions<{
  // How a chatbot is stored is nobody's business outside, so the rules' own types stay here.
  hasOwner: PermissionRule<
    unknown,
    unknown,
    typeof RESOURCE_TYPE_CHATBOT,
    { owners: string[] }
  >;
  hasRiskClass: PermissionRule<
    unknown,
    unknown,
    typeof RESOURCE_TYPE_CHATBOT,
    { riskClasses: string[] }
  >;
  isNamed: PermissionRule<
    unknown,
    unknown,
    typeof RESOURCE_TYPE_CHATBOT,
    { names: string[] }
  >;
}> = exported.conditions;

/** Makes the decision that a permission policy returns with conditions on chatbots. @public */
export const createChatbotConditionalDecision =
  exported.createConditionalDecision;
