import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { PolicyApprovalRow, PolicyRow } from '../../database/policies';
import { isTold } from '../toldFacts';
import { Claim, ClaimSubject } from './Claim';

/** Types of the events that bear out a policy and its approvals. */
export const POLICY_EVIDENCE: readonly EventType[] = [
  'policy.proposed',
  'policy.approved',
  'policy.activated',
];

/** A policy by what its events tell of it. */
export type CountedPolicy = Pick<PolicyRow, 'number' | 'digest' | 'text'>;

/** Claims that this policy, with this text, was put in force and nothing was in its place; without one, that none ever was. */
export function policyInForceClaim(policy: CountedPolicy | undefined): Claim {
  if (!policy) {
    return {
      what: 'the absence of a policy',
      subject: subjectOf(0),
      people: [],
      holds: ({ activations, areActivationsTampered }) =>
        activations.length === 0 && !areActivationsTampered,
    };
  }
  const { number, digest } = policy;
  const proposal = proposalClaim(policy);
  return {
    ...proposal,
    people: [],
    holds: testimony =>
      isProposed(policy, testimony.of(proposal.subject)) &&
      testimony
        .of(proposal.subject)
        .some(
          event =>
            event.type === 'policy.activated' &&
            isTold(event, 'digest', digest),
        ) &&
      !testimony.areActivationsTampered &&
      !testimony.activations.some(({ data }) => data.replaces === number),
  };
}

/**
 * Claims that a policy with this text was proposed.
 *
 * @param proposedBy - entity ref of whom it must have been proposed by, null for the portal
 */
export function proposalClaim(
  policy: CountedPolicy,
  proposedBy?: string | null,
): Claim {
  const subject = subjectOf(policy.number);
  return {
    what: `policy ${policy.number}`,
    subject,
    people: proposedBy ? [proposedBy] : [],
    holds: testimony =>
      isProposed(
        policy,
        testimony
          .of(subject)
          .filter(
            ({ actor }) =>
              proposedBy === undefined ||
              (actor.kind === 'user'
                ? proposedBy !== null &&
                  actor.pseudonym === testimony.pseudonymOf(proposedBy)
                : proposedBy === null),
          ),
      ),
  };
}

/** Claims that each approval of a policy was given by its person, for its text. */
export function policyApprovalClaims(
  { number, digest }: CountedPolicy,
  approvals: readonly PolicyApprovalRow[],
): Claim[] {
  const subject = subjectOf(number);
  return approvals.map(approval => ({
    what: `an approval of policy ${number}`,
    subject,
    people: [approval.user_ref],
    holds: testimony =>
      testimony
        .of(subject)
        .some(
          ({ type, actor, data, occurredAt }) =>
            type === 'policy.approved' &&
            'digest' in data &&
            data.digest === digest &&
            actor.kind === 'user' &&
            actor.pseudonym === testimony.pseudonymOf(approval.user_ref) &&
            occurredAt === approval.approved_at,
        ),
  }));
}

function isProposed(
  { digest, text }: CountedPolicy,
  events: readonly StoredEvent[],
): boolean {
  return (
    sha256Text(text) === digest &&
    events.some(
      event => event.type === 'policy.proposed' && event.data.digest === digest,
    )
  );
}

function subjectOf(number: number): ClaimSubject {
  return { kind: 'policy', id: String(number) };
}
