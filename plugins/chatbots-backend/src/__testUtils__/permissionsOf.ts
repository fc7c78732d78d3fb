import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PermissionCriteria,
  PermissionCondition,
  PolicyDecision,
} from '@backstage/plugin-permission-common';

/** A permission framework that answers by the permission's name; what is not named is allowed. */
export function permissionsOf(
  answers: Record<
    string,
    'allow' | 'deny' | PermissionCriteria<PermissionCondition>
  >,
) {
  const decide = (name: string): PolicyDecision => {
    const answer = answers[name] ?? 'allow';
    if (answer === 'allow') {
      return { result: AuthorizeResult.ALLOW };
    }
    return answer === 'deny'
      ? { result: AuthorizeResult.DENY }
      : {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'chatbots',
          resourceType: 'chatbot',
          conditions: answer,
        };
  };
  return mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result:
          decide(permission.name).result === AuthorizeResult.ALLOW
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => decide(permission.name)),
  }).factory;
}
