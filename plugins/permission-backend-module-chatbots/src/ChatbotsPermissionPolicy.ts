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
import { CatalogMemberships } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { ChatbotsPolicyOptions, decideOnChatbots } from './chatbotsPolicy';
import { decideOnOwnedThings, PolicyPerson } from './ownedThingsPolicy';

/**
 * A whole policy for a portal that is used for chatbots alone: what Chatbot Portal asks is decided by
 * {@link decideOnChatbots}, what belongs to somebody by {@link decideOnOwnedThings}. The rest is open to everybody who is signed
 * in, except for what another plugin calls an update or a deletion: that is for administrators.
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
    if (!user) {
      return this.#decide(permission, undefined);
    }
    const { userEntityRef } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    // Most questions need no groups: the catalog is asked only where they could change the answer.
    const alone = { userEntityRef, ownershipEntityRefs: [userEntityRef] };
    const answer = this.#decide(permission, alone);
    if (answer.result === AuthorizeResult.ALLOW) {
      return answer;
    }
    const { groups } = await this.#memberships.of(userEntityRef);
    return this.#decide(permission, {
      userEntityRef,
      ownershipEntityRefs: [userEntityRef, ...groups],
    });
  }

  #decide(
    permission: Permission,
    person: PolicyPerson | undefined,
  ): PolicyDecision {
    return (
      decideOnChatbots(
        permission,
        person?.ownershipEntityRefs,
        this.#options,
      ) ??
      decideOnOwnedThings(permission, person, this.#options) ?? {
        result: this.#mayDoTheRest(permission, person)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      }
    );
  }

  /** What changes something of a plugin that is not known here may change somebody else's. */
  #mayDoTheRest(
    { attributes: { action } }: Permission,
    person: PolicyPerson | undefined,
  ): boolean {
    if (action === 'update' || action === 'delete') {
      return this.#options.administrators.some(group =>
        person?.ownershipEntityRefs.includes(group),
      );
    }
    return person !== undefined;
  }
}
