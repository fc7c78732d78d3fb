import {
  RESOURCE_TYPE_CATALOG_ENTITY,
  catalogEntityDeletePermission,
  catalogEntityRefreshPermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCancelPermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { CHATBOT_PORTAL_KINDS } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotsPolicyOptions } from './chatbotsPolicy';
import { scheduledTaskManagePermission } from './guardedScheduler';

const DECIDED = new Set(
  [
    catalogEntityDeletePermission,
    catalogEntityRefreshPermission,
    catalogLocationDeletePermission,
    scheduledTaskManagePermission,
    taskReadPermission,
    taskCancelPermission,
  ].map(({ name }) => name),
);

/**
 * Who asks: what `UserInfoService.getUserInfo` says of them.
 *
 * @public
 */
export interface PolicyPerson {
  /** Entity ref of the User. */
  userEntityRef: string;
  /** Refs that the person owns things as: their own and those of their groups. */
  ownershipEntityRefs: readonly string[];
}

/**
 * Decides on what catalog, scaffolder and scheduler ask about things that belong to somebody, for a policy to compose with its
 * own.
 *
 * @remarks
 * Entities are refreshed and deleted by their owners, tasks of templates read, cancelled and run again by who started them.
 * Locations and scheduled tasks name no owner: administrators see to them, as to everything here. Nobody deletes an entity that
 * the registry of chatbots projects, since it would be missing until the next sweep.
 *
 * @param permission - the permission that is asked for
 * @param person - undefined when nobody is signed in
 * @param options - `administrators` are looked at
 * @returns the decision, often a conditional one, or undefined for what belongs to nobody: looking at the catalog, registering,
 * running a template
 *
 * @public
 */
export function decideOnOwnedThings(
  permission: { name: string },
  person: PolicyPerson | undefined,
  options: Pick<ChatbotsPolicyOptions, 'administrators'>,
): PolicyDecision | undefined {
  if (!DECIDED.has(permission.name)) {
    return undefined;
  }
  if (!person) {
    return { result: AuthorizeResult.DENY };
  }
  const administers = options.administrators.some(group =>
    person.ownershipEntityRefs.includes(group),
  );
  switch (permission.name) {
    case catalogEntityDeletePermission.name:
      return onEntities({
        allOf: [
          { not: isKind(CHATBOT_PORTAL_KINDS) },
          ...(administers ? [] : [isEntityOwner(person)]),
        ],
      });
    case catalogEntityRefreshPermission.name:
      return administers
        ? { result: AuthorizeResult.ALLOW }
        : onEntities(isEntityOwner(person));
    case taskReadPermission.name:
    case taskCancelPermission.name:
      return administers
        ? { result: AuthorizeResult.ALLOW }
        : onTasksOf(person);
    case catalogLocationDeletePermission.name:
    case scheduledTaskManagePermission.name:
      return {
        result: administers ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      };
    default:
      return undefined;
  }
}

function onEntities(
  conditions: PermissionCriteria<PermissionCondition>,
): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    conditions,
  };
}

function isKind(kinds: readonly string[]): PermissionCondition {
  return {
    rule: 'IS_ENTITY_KIND',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    params: { kinds: [...kinds] },
  };
}

function isEntityOwner({
  ownershipEntityRefs,
}: PolicyPerson): PermissionCondition {
  return {
    rule: 'IS_ENTITY_OWNER',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    params: { claims: [...ownershipEntityRefs] },
  };
}

function onTasksOf({ userEntityRef }: PolicyPerson): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'scaffolder',
    resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
    conditions: {
      rule: 'IS_TASK_OWNER',
      resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
      params: { createdBy: [userEntityRef] },
    },
  };
}
