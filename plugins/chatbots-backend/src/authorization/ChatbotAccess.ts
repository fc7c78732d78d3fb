import {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  chatbotAdministerPermission,
  chatbotReadPermission,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotFilter, ChatbotScope } from '../database/ChatbotScope';
import { chatbotResourceRef } from './chatbotRules';

/** Somebody who looks, and the chatbots they may see. */
export interface Viewer {
  /** Absent for a service. */
  userRef?: string;
  scope: ChatbotScope;
}

/** Asks the permission framework about chatbots; one place, so that no route asks differently. */
export class ChatbotAccess {
  readonly #permissions: PermissionsService;
  readonly #enabled: boolean;
  readonly #toScope: ConditionTransformer<ChatbotFilter>;

  constructor(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    /** Whether the permission framework is switched on. */
    enabled: boolean;
  }) {
    this.#permissions = options.permissions;
    this.#enabled = options.enabled;
    this.#toScope = createConditionTransformer(
      options.permissionsRegistry.getPermissionRuleset(chatbotResourceRef),
    );
  }

  /** Who looks and what they may see. Throws `not-allowed` when that is nothing at all. */
  async viewer(
    credentials: BackstageCredentials,
    permission: ResourcePermission = chatbotReadPermission,
  ): Promise<Viewer> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw errorWithReason('not-allowed', 'You may not see chatbots');
    }
    return {
      userRef: userRefOf(credentials),
      scope:
        decision.result === AuthorizeResult.CONDITIONAL
          ? this.#toScope(decision.conditions)
          : undefined,
    };
  }

  /** Throws `not-allowed` unless the permission is granted. */
  async assertAllowed(
    credentials: BackstageCredentials,
    permission: BasicPermission,
    what: string,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    assertAllow(decision.result, what);
  }

  /** Throws `not-allowed` unless the permission is granted for the chatbot. */
  async assertAllowedOn(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    chatbot: string,
    what: string,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: chatbot }],
      { credentials },
    );
    assertAllow(decision.result, what);
  }

  /**
   * Whether the caller administers all chatbots.
   *
   * @remarks
   * With the permission framework switched off it grants everything to everybody. Then nobody is an administrator: a right
   * that overrules a group's membership must have been given by somebody.
   */
  async isAdministrator(credentials: BackstageCredentials): Promise<boolean> {
    if (!this.#enabled) {
      return false;
    }
    const [decision] = await this.#permissions.authorize(
      [{ permission: chatbotAdministerPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }
}

/** The person behind credentials, if it is one, in the one spelling of entity refs: a person is one, whatever their token's case. */
export function userRefOf(
  credentials: BackstageCredentials<BackstageUserPrincipal>,
): string;
export function userRefOf(
  credentials: BackstageCredentials,
): string | undefined;
export function userRefOf(
  credentials: BackstageCredentials,
): string | undefined {
  const principal = credentials.principal as Partial<BackstageUserPrincipal>;
  return principal.type === 'user'
    ? // The one place that reads it.
      // eslint-disable-next-line no-restricted-syntax
      principal.userEntityRef?.toLocaleLowerCase('en-US')
    : undefined;
}

function assertAllow(result: AuthorizeResult, what: string): void {
  if (result !== AuthorizeResult.ALLOW) {
    throw errorWithReason('not-allowed', `You may not ${what}`);
  }
}
