import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { ChatbotsPolicyOptions, decideOnChatbots } from './chatbotsPolicy';
import { decideOnOwnedThings } from './ownedThingsPolicy';

/**
 * A whole policy for a portal that is used for chatbots alone: what Chatbot Portal asks is decided by
 * {@link decideOnChatbots}, what belongs to somebody by {@link decideOnOwnedThings}. The rest is open to everybody who is signed
 * in, except for what another plugin calls an update or a deletion: that is for administrators.
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
    const { permission } = request;
    const person = user && (await this.#userInfo.getUserInfo(user.credentials));
    const refs = person?.ownershipEntityRefs;
    return (
      decideOnChatbots(permission, refs, this.#options) ??
      decideOnOwnedThings(permission, person, this.#options) ?? {
        result: this.#mayDoTheRest(permission, refs)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      }
    );
  }

  /** What changes something of a plugin that is not known here may change somebody else's. */
  #mayDoTheRest(
    { attributes: { action } }: Permission,
    refs: readonly string[] | undefined,
  ): boolean {
    if (!refs) {
      return false;
    }
    const changes = action === 'update' || action === 'delete';
    return (
      !changes ||
      this.#options.administrators.some(group => refs.includes(group))
    );
  }
}
