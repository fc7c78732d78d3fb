import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * Reads who belongs to which group, for rules that decide about people.
 *
 * @internal
 */
export interface MembershipReader {
  /**
   * Entity refs of the groups that the user is in, directly or through the groups' parents. Empty for an unknown user.
   * Throws `membership-unavailable` when the catalog can't answer: no answer is not the answer "none".
   */
  groupsOf(userRef: string): Promise<ReadonlySet<string>>;
  /** Whether the catalog has the entity. Throws `membership-unavailable`. */
  exists(entityRef: string): Promise<boolean>;
}

/** Whether the user is the owner or belongs to it. Throws `membership-unavailable`. */
export async function isOwner(
  people: MembershipReader,
  userRef: string,
  owner: string,
): Promise<boolean> {
  return userRef === owner || (await people.groupsOf(userRef)).has(owner);
}

/** Throws `not-allowed` unless the user is the owner or belongs to it. */
export async function assertOwner(
  people: MembershipReader,
  userRef: string,
  owner: string,
  what: string,
): Promise<void> {
  if (!(await isOwner(people, userRef, owner))) {
    throw errorWithReason(
      'not-allowed',
      `Only members of ${owner} may ${what}`,
    );
  }
}
