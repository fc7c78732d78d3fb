import {
  errorWithReason,
  PromotionState,
  PROMOTION_STATES,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  PromotionActor,
  PromotionCommand,
  PromotionTransition,
} from './PromotionTransition';
import { PROMOTION_TRANSITIONS } from './promotionTransitions';

/**
 * The edge that `command` takes from `state`, or undefined where there is none.
 *
 * @public
 */
export function findTransition(
  state: PromotionState,
  command: PromotionCommand,
): PromotionTransition | undefined {
  return PROMOTION_TRANSITIONS.find(
    edge => edge.from === state && edge.command === command,
  );
}

/**
 * The state that `command` leads to, or undefined where it is not possible.
 *
 * @public
 */
export function nextState(
  state: PromotionState,
  command: PromotionCommand,
): PromotionState | undefined {
  return findTransition(state, command)?.to;
}

/**
 * The commands that are possible in a state, with the edges they take; for `actor` only, when given.
 *
 * @public
 */
export function transitionsFrom(
  state: PromotionState,
  actor?: PromotionActor,
): PromotionTransition[] {
  return PROMOTION_TRANSITIONS.filter(
    edge => edge.from === state && (!actor || edge.who.includes(actor)),
  );
}

/**
 * A state as it stands in a sentence: `rolled-back` as `rolled back`.
 *
 * @public
 */
export function describeState(state: PromotionState): string {
  return state.replaceAll('-', ' ');
}

/**
 * Whether a promotion in this state can still move.
 *
 * @public
 */
export function isOpen(state: PromotionState): boolean {
  return PROMOTION_TRANSITIONS.some(edge => edge.from === state);
}

/**
 * Whether decisions can still be made and withdrawn.
 *
 * @public
 */
export function isDecidable(state: PromotionState): boolean {
  return (
    findTransition(state, 'approve') !== undefined ||
    findTransition(state, 'withdraw-decision') !== undefined
  );
}

/**
 * Whether no deployment has begun yet and one still can: until then a promotion can be withdrawn, and becomes void when what it
 * rests on changes.
 *
 * @public
 */
export function isBeforeDeployment(state: PromotionState): boolean {
  return findTransition(state, 'void') !== undefined;
}

/**
 * Whether a promotion comes into this state only through an approval.
 *
 * @public
 */
export function impliesApproval(state: PromotionState): boolean {
  return isReachedOnlyBy(state, 'approve');
}

/**
 * Whether a promotion comes into this state only through a permit that was issued.
 *
 * @public
 */
export function impliesPermit(state: PromotionState): boolean {
  return isReachedOnlyBy(state, 'issue-permit');
}

/**
 * Whether a promotion comes into this state only through a deployment.
 *
 * @public
 */
export function impliesDeployment(state: PromotionState): boolean {
  return isReachedOnlyBy(state, 'consume-permit');
}

/** The first state of every promotion. */
const [FIRST_STATE] = PROMOTION_STATES;

/** Whether every way from the first state to another one takes this command. */
function isReachedOnlyBy(
  state: PromotionState,
  command: PromotionCommand,
): boolean {
  const reached = new Set([FIRST_STATE]);
  // A set also visits what is added while it is walked.
  for (const from of reached) {
    for (const edge of transitionsFrom(from)) {
      if (edge.command !== command) {
        reached.add(edge.to);
      }
    }
  }
  return PROMOTION_STATES.includes(state) && !reached.has(state);
}

/**
 * Returns the edge that `command` takes, fired by `actor`.
 *
 * @throws ErrorWithReason `promotion-state` (409) when the state has no such edge, `not-allowed` (403) when it has one that this
 * actor may not fire.
 *
 * @public
 */
export function assertTransition(
  state: PromotionState,
  command: PromotionCommand,
  actor: PromotionActor,
): PromotionTransition {
  const edge = findTransition(state, command);
  if (!edge) {
    const possible = transitionsFrom(state).map(other => other.command);
    throw errorWithReason(
      'promotion-state',
      `A promotion that is ${state} can't take the command ${command}`,
      {
        hint: possible.length
          ? `From ${state}, these are possible: ${possible.join(', ')}.`
          : `A promotion that is ${state} is closed; request a new one.`,
        details: { state, command, possible },
      },
    );
  }
  if (!edge.who.includes(actor)) {
    throw errorWithReason(
      'not-allowed',
      `The command ${command} is for ${edge.who.join(
        ' or ',
      )}, not for ${actor}`,
      { details: { state, command, actor, allowed: [...edge.who] } },
    );
  }
  return edge;
}
