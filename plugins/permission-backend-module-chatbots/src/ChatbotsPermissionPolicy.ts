import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { ChatbotsPolicyOptions, decideOnChatbots } from './chatbotsPolicy';

/**
 * A whole policy for a portal that is used for chatbots alone: what Chatbot Portal asks is decided by
 * {@link decideOnChatbots}, catalog and templates are open to everybody who is signed in, and what is not known is denied to
 * those who are not.
 *
 * @public
 */
export class ChatbotsPermissionPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;
  readonly #options: ChatbotsPolicyOptions;

  /** Builds the policy. */
  static create(options: {
    userInfo: UserInfoService;
    groups: ChatbotsPolicyOptions;
  }): ChatbotsPermissionPolicy {
    return new ChatbotsPermissionPolicy(options.userInfo, options.groups);
  }

  private constructor(
    userInfo: UserInfoService,
    options: ChatbotsPolicyOptions,
  ) {
    this.#userInfo = userInfo;
    this.#options = options;
  }

  /** Decides on one question. */
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const ownership = user
      ? (await this.#userInfo.getUserInfo(user.credentials)).ownershipEntityRefs
      : undefined;
    return (
      decideOnChatbots(request.permission, ownership, this.#options) ?? {
        result: user ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      }
    );
  }
}
