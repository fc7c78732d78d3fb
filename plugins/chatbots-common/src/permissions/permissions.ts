import {
  createPermission,
  Permission as BackstagePermission,
} from '@backstage/plugin-permission-common';

/**
 * Resource type of permissions on one chatbot. The resource ref is the chatbot's name.
 *
 * @public
 */
export const RESOURCE_TYPE_CHATBOT = 'chatbot';

/**
 * See a chatbot with its versions, evaluations, stages and deployments.
 *
 * @public
 */
export const chatbotReadPermission = createPermission({
  name: 'chatbots.chatbot.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CHATBOT,
});

/**
 * Register a chatbot.
 *
 * @public
 */
export const chatbotRegisterPermission = createPermission({
  name: 'chatbots.chatbot.register',
  attributes: { action: 'create' },
});

/**
 * Administer every chatbot: close deployments that will not end, manage tokens, propose facts.
 *
 * @public
 */
export const chatbotAdministerPermission = createPermission({
  name: 'chatbots.chatbot.administer',
  attributes: { action: 'update' },
});

/**
 * Propose a chatbot's owner, risk class or repository. Its owners and administrators may; the permission alone is not enough.
 *
 * @public
 */
export const factsProposePermission = createPermission({
  name: 'chatbots.facts.propose',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CHATBOT,
});

/**
 * Be considered when proposed facts of a chatbot are accepted or rejected. Who counts is up to
 * `chatbots.governance.registryReviewers`, not to this permission alone.
 *
 * @public
 */
export const factsDecidePermission = createPermission({
  name: 'chatbots.facts.decide',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CHATBOT,
});

/**
 * Issue, list and revoke a chatbot's pipeline tokens.
 *
 * @public
 */
export const tokenManagePermission = createPermission({
  name: 'chatbots.token.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CHATBOT,
});

/**
 * See a promotion with its checks and decisions.
 *
 * @public
 */
export const promotionReadPermission = createPermission({
  name: 'chatbots.promotion.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CHATBOT,
});

/**
 * Ask to bring a version of a chatbot to a stage.
 *
 * @public
 */
export const promotionRequestPermission = createPermission({
  name: 'chatbots.promotion.request',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_CHATBOT,
});

/**
 * Be considered as a reviewer. Who may decide on which promotion is up to the policy, not to this permission alone.
 *
 * @public
 */
export const promotionDecidePermission = createPermission({
  name: 'chatbots.promotion.decide',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CHATBOT,
});

/**
 * Read policies.
 *
 * @public
 */
export const policyReadPermission = createPermission({
  name: 'chatbots.policy.read',
  attributes: { action: 'read' },
});

/**
 * Propose a policy.
 *
 * @public
 */
export const policyProposePermission = createPermission({
  name: 'chatbots.policy.propose',
  attributes: { action: 'create' },
});

/**
 * Be considered when a proposed policy is activated. Who counts is up to the policy in force.
 *
 * @public
 */
export const policyActivatePermission = createPermission({
  name: 'chatbots.policy.activate',
  attributes: { action: 'update' },
});

/**
 * Query the audit log.
 *
 * @public
 */
export const auditReadPermission = createPermission({
  name: 'chatbots.audit.read',
  attributes: { action: 'read' },
});

/**
 * Export the audit log.
 *
 * @public
 */
export const auditExportPermission = createPermission({
  name: 'chatbots.audit.export',
  attributes: { action: 'read' },
});

/**
 * See the webhook targets of the configuration and what was delivered to them.
 *
 * @public
 */
export const webhookReadPermission = createPermission({
  name: 'chatbots.webhook.read',
  attributes: { action: 'read' },
});

/**
 * Send deliveries to webhook targets again.
 *
 * @public
 */
export const webhookRedeliverPermission = createPermission({
  name: 'chatbots.webhook.redeliver',
  attributes: { action: 'update' },
});

/**
 * Every permission of the plugin.
 *
 * @public
 */
export const chatbotsPermissions: readonly BackstagePermission[] = [
  chatbotReadPermission,
  chatbotRegisterPermission,
  chatbotAdministerPermission,
  factsProposePermission,
  factsDecidePermission,
  tokenManagePermission,
  promotionReadPermission,
  promotionRequestPermission,
  promotionDecidePermission,
  policyReadPermission,
  policyProposePermission,
  policyActivatePermission,
  auditReadPermission,
  auditExportPermission,
  webhookReadPermission,
  webhookRedeliverPermission,
];
