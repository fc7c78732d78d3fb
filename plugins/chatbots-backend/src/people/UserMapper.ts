/**
 * Finds the catalog User behind an identity of a git host.
 *
 * @remarks
 * An identity that no User or more than one User claims stays out of the answer: a guess would make somebody else the
 * author of a change. Both throw `membership-unavailable` when the catalog can't answer.
 *
 * @internal
 */
export interface UserMapper {
  /** User refs by SCM login, for the logins that exactly one User is annotated with. */
  byLogin(logins: readonly string[]): Promise<Map<string, string>>;
  /** User refs by e-mail address, for the addresses that exactly one User's profile has. */
  byEmail(emails: readonly string[]): Promise<Map<string, string>>;
}
