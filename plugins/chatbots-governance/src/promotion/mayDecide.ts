import type { ReasonCode } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ApprovalRule, SeparationOfDuties } from '../policy';
import { normaliseMemberships } from './assessApprovals';
import { BoundDecision, DecisionOutcome } from './Decision';
import { describeState, isDecidable, nextState } from './promotionMachine';
import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  Involved,
  involvementOf,
  sameRef,
  shortName,
  unmappedContributors,
} from './separationOfDuties';

/**
 * Options of {@link mayDecide}.
 *
 * @public
 */
export interface MayDecideOptions extends Involved {
  /** Entity ref of the person who wants to decide. */
  user: string;
  /** What they want to say. Default `approve`. */
  outcome?: DecisionOutcome;
  /** Groups of that person, as the catalog says now. */
  groups: readonly string[];
  /** Where the promotion stands. */
  state: PromotionState;
  /** The rules in force. */
  rules: {
    approvals: readonly ApprovalRule[];
    separationOfDuties: SeparationOfDuties;
  };
  /** All decisions on the promotion. */
  decisions: readonly BoundDecision[];
}

/**
 * Whether somebody may do something, and why or why not.
 *
 * @public
 */
export interface DecideAnswer {
  /** Whether they may. */
  allowed: boolean;
  /** Why not, as a code; absent when allowed. */
  reasonCode?: ReasonCode;
  /** Why or why not, for a person. */
  reason: string;
  /** Entity refs of the groups that the reason names, in its order: pages show what people call them. */
  groups?: string[];
}

/**
 * Whether a person may decide on a promotion. Pages show the reason; the service that records decisions asks the same function.
 *
 * @remarks
 * A reject needs membership alone: somebody who wrote the change and now warns of it is to be heard. A requester withdraws.
 *
 * @public
 */
export function mayDecide(options: MayDecideOptions): DecideAnswer {
  const { user, outcome = 'approve', state, rules, decisions } = options;
  const open =
    outcome === 'approve'
      ? isDecidable(state)
      : nextState(state, 'reject') !== undefined;
  if (!open) {
    return refuse(
      'promotion-state',
      `The promotion is ${describeState(state)}.`,
    );
  }
  const groups = normaliseMemberships({ [user]: options.groups }).get(
    user.toLocaleLowerCase('en-US'),
  )!;
  const through = rules.approvals.filter(({ group }) =>
    groups.has(group.toLocaleLowerCase('en-US')),
  );
  const involvement = involvementOf(user, rules.separationOfDuties, options);
  if (involvement === 'self-approval') {
    return refuse(
      'self-approval',
      outcome === 'approve'
        ? 'You requested this promotion; somebody else has to decide.'
        : 'You requested this promotion; withdraw it instead.',
    );
  }
  if (through.length === 0) {
    const asked = rules.approvals.map(({ group }) => group);
    return asked.length === 0
      ? refuse('not-an-approver', 'The policy asks for no approval here.')
      : {
          ...refuse(
            'not-an-approver',
            `You are not a member of ${asked.map(shortName).join(' or ')}.`,
          ),
          groups: asked,
        };
  }
  if (
    decisions.some(
      decision =>
        decision.withdrawnAt === undefined && sameRef(decision.user, user),
    )
  ) {
    return refuse('already-decided', 'You have decided on it already.');
  }
  if (outcome === 'approve') {
    if (involvement) {
      return refuse(
        'contributor-approval',
        'You contributed to this version; somebody else has to approve.',
      );
    }
    const unmapped = unmappedContributors(
      rules.separationOfDuties,
      options.contributors,
    );
    if (unmapped.length > 0) {
      return refuse(
        'contributor-unmapped',
        `${unmapped.length} ${
          unmapped.length === 1 ? 'contributor maps' : 'contributors map'
        } to no catalog user (${unmapped
          .map(({ identity }) => identity)
          .join(', ')}), so nobody can be shown to be independent.`,
      );
    }
  }
  const duties = [
    rules.separationOfDuties.requester && 'not requester',
    rules.separationOfDuties.contributors &&
      outcome === 'approve' &&
      'not contributor',
  ].filter(Boolean);
  return {
    allowed: true,
    reason: [
      `You may decide: member of ${through
        .map(({ group }) => shortName(group))
        .join(' and ')}`,
      ...duties,
    ]
      .join(', ')
      .concat('.'),
    groups: through.map(({ group }) => group),
  };
}

function refuse(reasonCode: ReasonCode, reason: string): DecideAnswer {
  return { allowed: false, reasonCode, reason };
}
