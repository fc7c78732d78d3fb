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
import { CatalogMemberships } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { ChatbotsPolicyOptions, decideOnChatbots } from './chatbotsPolicy';

/**
 * A whole policy for a portal that is used for chatbots alone: what Chatbot Portal asks is decided by
 * {@link decideOnChatbots}, catalog and templates are open to everybody who is signed in, and what is not known is denied to
 * those who are not.
 *
 * @remarks
 * Groups are read from the catalog, as where decisions are made: only those of trusted locations count.
 *
 * @public
 */
export class ChatbotsPermissionPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;
  readonly #memberships: CatalogMemberships;
  readonly #options: ChatbotsPolicyOptions;

  /** Builds the policy. */
  static create(options: {
    userInfo: UserInfoService;
    memberships: CatalogMemberships;
    groups: ChatbotsPolicyOptions;
  }): ChatbotsPermissionPolicy {
    return new ChatbotsPermissionPolicy(
      options.userInfo,
      options.memberships,
      options.groups,
    );
  }

  private constructor(
    userInfo: UserInfoService,
    memberships: CatalogMemberships,
    options: ChatbotsPolicyOptions,
  ) {
    this.#userInfo = userInfo;
    this.#memberships = memberships;
    this.#options = options;
  }

  /** Decides on one question. Throws when groups are needed and the catalog does not say them. */
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { permission } = request;
    // Most questions need no groups: the catalog is asked only where they could change the answer.
    const answer = decideOnChatbots(
      permission,
      user ? [] : undefined,
      this.#options,
    );
    if (user && answer?.result === AuthorizeResult.DENY) {
      const groups = await this.#groupsOf(user);
      return decideOnChatbots(permission, groups, this.#options) ?? answer;
    }
    return (
      answer ?? { result: user ? AuthorizeResult.ALLOW : AuthorizeResult.DENY }
    );
  }

  async #groupsOf({ credentials }: PolicyQueryUser): Promise<string[]> {
    const { userEntityRef } = await this.#userInfo.getUserInfo(credentials);
    const { groups } = await this.#memberships.of(userEntityRef);
    return [...groups];
  }
}
