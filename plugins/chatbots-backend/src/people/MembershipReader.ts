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
