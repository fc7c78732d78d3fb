import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ApprovalRule, SeparationOfDuties } from '../policy';
import { BoundDecision } from './Decision';
import { matchApprovals } from './matchApprovals';
import {
  involvementOf,
  Involved,
  sameRef,
  unmappedContributors,
} from './separationOfDuties';
import { describeNeed, peopleNeeded } from './whatIsMissing';

/**
 * Groups by user, both as entity refs, transitive. A user who is not a key is a member of nothing.
 *
 * @public
 */
export type Memberships = Readonly<Record<string, readonly string[]>>;

/**
 * Options of {@link assessApprovals}.
 *
 * @public
 */
export interface AssessApprovalsOptions extends Involved {
  /** The rules in force. */
  rules: {
    approvals: readonly ApprovalRule[];
    separationOfDuties: SeparationOfDuties;
  };
  /** All decisions on the promotion. */
  decisions: readonly BoundDecision[];
  /** Groups of everyone who decided, as the catalog says now. */
  memberships: Memberships;
  /** Digest of the binding as it is now. Decisions bound to another one don't count. */
  bindingDigest: string;
}

/**
 * How far one approval rule is met.
 *
 * @public
 */
export type ApprovalRuleStatus = Api.ApprovalRuleStatus;

/**
 * How far the approvals of a promotion are.
 *
 * @public
 */
export interface ApprovalAssessment {
  /** Whether every rule is met, separation of duties holds and nobody rejected. */
  satisfied: boolean;
  /** The same rule by rule. */
  perRule: ApprovalRuleStatus[];
  /** `inconclusive` while a contributor maps to no user. */
  separation: 'pass' | 'inconclusive';
  /** Identities of those contributors. */
  unmapped: string[];
  /** Who rejected; one is enough to end a promotion. */
  rejectedBy: string[];
  /** What is still needed, one clause each, for a person. */
  missing: string[];
}

/**
 * Judges the approvals of a promotion. Everybody counts once, whatever number of groups they are in; an approval by somebody who
 * requested, contributed, left the group, took it back or saw another binding does not count.
 *
 * @public
 */
export function assessApprovals(
  options: AssessApprovalsOptions,
): ApprovalAssessment {
  const { rules, decisions, memberships, bindingDigest } = options;
  const groups = normaliseMemberships(memberships);
  const isMember = (user: string, group: string) =>
    groups.get(lower(user))?.has(lower(group)) ?? false;

  const valid = decisions.filter(
    decision =>
      decision.withdrawnAt === undefined &&
      decision.bindingDigest === bindingDigest,
  );
  const approvers: string[] = [];
  for (const { user, outcome } of valid) {
    if (
      outcome === 'approve' &&
      !involvementOf(user, rules.separationOfDuties, options) &&
      !approvers.some(other => sameRef(other, user))
    ) {
      approvers.push(user);
    }
  }
  const rejectedBy = valid
    .filter(
      ({ user, outcome }) =>
        outcome === 'reject' &&
        rules.approvals.some(({ group }) => isMember(user, group)),
    )
    .map(({ user }) => user);

  const matched = matchApprovals(rules.approvals, approvers, isMember);
  const perRule = rules.approvals.map(
    ({ group, count }, index): ApprovalRuleStatus => ({
      group,
      needed: count,
      have: matched[index].length,
      by: matched[index],
    }),
  );
  const unmapped = unmappedContributors(
    rules.separationOfDuties,
    options.contributors,
  ).map(({ identity }) => identity);

  const missing = peopleNeeded(perRule, unmapped.length).map(need =>
    describeNeed(need),
  );
  return {
    satisfied: missing.length === 0 && rejectedBy.length === 0,
    perRule,
    separation: unmapped.length > 0 ? 'inconclusive' : 'pass',
    unmapped,
    rejectedBy,
    missing,
  };
}

/** @internal */
export function normaliseMemberships(
  memberships: Memberships,
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const [user, refs] of Object.entries(memberships)) {
    const known = groups.get(lower(user)) ?? new Set<string>();
    for (const ref of refs) {
      known.add(lower(ref));
    }
    groups.set(lower(user), known);
  }
  return groups;
}

function lower(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}
