import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { MembershipReader } from './MembershipReader';

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
    throw reasoned('not-allowed', `Only members of ${owner} may ${what}`);
  }
}
