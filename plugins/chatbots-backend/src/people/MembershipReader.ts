import { sameRef } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  errorWithReason,
  ErrorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Membership } from '@chatbot-portal/backstage-plugin-chatbots-node';

/**
 * Reads who belongs to which group, for rules that decide about people.
 *
 * @internal
 */
export interface MembershipReader {
  /**
   * Entity refs of the groups that the user is in, directly or through the groups' parents, as far as user and groups come from
   * trusted locations. Empty for an unknown user.
   * Throws `membership-unavailable` when the catalog can't answer: no answer is not the answer "none".
   */
  groupsOf(userRef: string): Promise<ReadonlySet<string>>;
  /** The same with what did not count on the way. Throws `membership-unavailable`. */
  membershipOf(userRef: string): Promise<Membership>;
  /** Whether the catalog has the entity. Throws `membership-unavailable`. */
  exists(entityRef: string): Promise<boolean>;
}

/** Whether the user is the owner or belongs to it. Throws `membership-unavailable`. */
export async function isOwner(
  people: MembershipReader,
  userRef: string,
  owner: string,
): Promise<boolean> {
  return sameRef(userRef, owner) || (await people.groupsOf(userRef)).has(owner);
}

/** Throws `not-allowed` unless the user is the owner or belongs to it. */
export async function assertOwner(
  people: MembershipReader,
  userRef: string,
  owner: string,
  what: string,
): Promise<void> {
  if (!(await isOwner(people, userRef, owner))) {
    throw await withIgnored(
      people,
      userRef,
      errorWithReason('not-allowed', `Only members of ${owner} may ${what}`),
    );
  }
}

/** Adds to a refusal which groups of the person did not count, and why. Throws `membership-unavailable`. */
export async function withIgnored(
  people: MembershipReader,
  userRef: string,
  refusal: ErrorWithReason,
): Promise<ErrorWithReason> {
  const hint = tellIgnored(await people.membershipOf(userRef));
  return hint === undefined ? refusal : Object.assign(refusal, { hint });
}

/** Tells a person which of their groups did not count, and why. Undefined when all did. */
export function tellIgnored({ ignored }: Membership): string | undefined {
  const sentences = ignored.map(
    ({ entityRef, origin }) =>
      `${entityRef} does not count: the catalog has it from ${
        origin ?? 'an unknown place'
      }, which chatbots.governance.trustedLocations does not name.`,
  );
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}
