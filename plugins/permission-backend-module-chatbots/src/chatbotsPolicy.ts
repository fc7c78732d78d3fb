import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  auditExportPermission,
  auditReadPermission,
  chatbotAdministerPermission,
  chatbotsPermissions,
  policyProposePermission,
  webhookReadPermission,
  webhookRedeliverPermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * Groups that hold the rights which membership in a team does not bring.
 *
 * @public
 */
export interface ChatbotsPolicyOptions {
  /** Entity refs of groups that may read and export the audit log. */
  auditors: readonly string[];
  /** Entity refs of groups that administer all chatbots, propose policies, see to webhooks and to what belongs to others. */
  administrators: readonly string[];
}

const AUDIT = new Set([auditReadPermission.name, auditExportPermission.name]);
const ADMINISTRATION = new Set([
  chatbotAdministerPermission.name,
  policyProposePermission.name,
  webhookReadPermission.name,
  webhookRedeliverPermission.name,
]);
const OURS = new Set(chatbotsPermissions.map(({ name }) => name));

/**
 * Decides on the permissions of Chatbot Portal, for a policy to compose with its own.
 *
 * @remarks
 * Everybody who is signed in may look, request and be considered as a reviewer: who counts, and for what, is decided by the
 * governance rules behind these permissions, not by them. The audit log is for auditors and administrators.
 *
 * @param permission - the permission that is asked for
 * @param groups - refs of the groups that the person is in, by `CatalogMemberships` of `chatbots-node`: a token's ownership refs also hold
 * groups of locations that are not trusted. Undefined when nobody is signed in
 * @returns the decision, or undefined for a permission of another plugin
 *
 * @public
 */
export function decideOnChatbots(
  permission: { name: string },
  groups: readonly string[] | undefined,
  options: ChatbotsPolicyOptions,
): PolicyDecision | undefined {
  if (!OURS.has(permission.name)) {
    return undefined;
  }
  if (!groups) {
    return { result: AuthorizeResult.DENY };
  }
  const isIn = (wanted: readonly string[]) =>
    wanted.some(group => groups.includes(group));
  const allowed =
    (!AUDIT.has(permission.name) && !ADMINISTRATION.has(permission.name)) ||
    isIn(options.administrators) ||
    (AUDIT.has(permission.name) && isIn(options.auditors));
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}
