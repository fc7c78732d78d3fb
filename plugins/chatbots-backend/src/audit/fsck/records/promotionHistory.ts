import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** A decision as the log tells of it. */
export interface ToldDecision {
  /** Pseudonym of the reviewer. */
  person: string;
  outcome: string;
  bindingDigest: string;
  event: StoredEvent<'promotion.decided'>;
  /** When it was taken back. */
  withdrawnAt?: string;
}

/** What the log tells of one promotion. */
export interface PromotionHistory {
  /** State that the last event leaves it in. */
  lastState?: PromotionState;
  /** Why it is in that state, where that has a reason. */
  reasonCode?: string;
  /** When it changed last. */
  changedAt?: string;
  /** The event that tells what decisions are bound to. */
  bound?: StoredEvent<'promotion.requested' | 'promotion.rebound'>;
  /** The event that tells until when it waits in its state. */
  dated?: StoredEvent<
    | 'promotion.requested'
    | 'promotion.reopened'
    | 'promotion.approved'
    | 'promotion.released'
  >;
  requested?: StoredEvent<'promotion.requested'>;
  released?: StoredEvent<'promotion.released'>;
  deploying?: StoredEvent<'promotion.deploying'>;
  /** Requests to start its deploy workflow, and what became of each; oldest first. */
  workflows: {
    requested: StoredEvent<'promotion.workflow-requested'>;
    ended?: StoredEvent<
      'promotion.workflow-started' | 'promotion.workflow-failed'
    >;
  }[];
  /** Since when it is approved. */
  approvedAt?: string;
  /** What outside systems answered, oldest first. */
  answers: StoredEvent<'promotion.answered'>[];
  /** Oldest first. */
  decisions: ToldDecision[];
}

/** State that each event leaves a promotion in; none for what moves no promotion. */
const STATE_AFTER: Record<EventType, PromotionState | undefined> = {
  'chatbot.registered': undefined,
  'chatbot.facts-changed': undefined,
  'chatbot.facts-proposed': undefined,
  'chatbot.facts-accepted': undefined,
  'chatbot.facts-rejected': undefined,
  'chatbot.facts-withdrawn': undefined,
  'token.issued': undefined,
  'token.exchanged': undefined,
  'token.revoked': undefined,
  'version.reported': undefined,
  'evaluation.reported': undefined,
  'policy.proposed': undefined,
  'policy.approved': undefined,
  'policy.activated': undefined,
  'promotion.requested': 'requested',
  'promotion.reopened': 'requested',
  'promotion.rebound': undefined,
  'promotion.answered': undefined,
  'promotion.decided': undefined,
  'promotion.decision-withdrawn': undefined,
  'promotion.approved': 'approved',
  'promotion.withdrawn': 'withdrawn',
  'promotion.rejected': 'rejected',
  'promotion.expired': 'expired',
  'promotion.void': 'void',
  'promotion.superseded': 'superseded',
  'promotion.workflow-requested': undefined,
  'promotion.workflow-started': undefined,
  'promotion.workflow-failed': undefined,
  'promotion.released': 'released',
  'promotion.deploying': 'deploying',
  'deployment.step-reported': undefined,
  'deployment.deployed': undefined,
  'deployment.rolled-back': undefined,
  'deployment.failed': undefined,
  'promotion.deployed': 'deployed',
  'promotion.rolled-back': 'rolled-back',
  'promotion.failed': 'failed',
  'webhook.redelivered': undefined,
  'audit.exported': undefined,
  'log.upgraded': undefined,
  'log.anchored': undefined,
  'log.anchor-replaced': undefined,
  'log.continued': undefined,
};

/** States in which a promotion takes the place of others to its stage. */
export const OPEN_STATES: readonly PromotionState[] = [
  'requested',
  'approved',
  'released',
  'deploying',
];

/** Reads a promotion's events, oldest first, into what its rows should say. */
export function promotionHistory(
  events: readonly StoredEvent[],
): PromotionHistory {
  const history: PromotionHistory = {
    answers: [],
    decisions: [],
    workflows: [],
  };
  for (const event of events) {
    const state = STATE_AFTER[event.type];
    if (state) {
      history.lastState = state;
      history.reasonCode =
        'reasonCode' in event.data ? event.data.reasonCode : undefined;
    }
    if (!isOfWorkflow(event)) {
      history.changedAt = event.occurredAt;
    }
    if (event.type === 'promotion.requested' && !history.requested) {
      history.requested = event;
      history.bound = event;
      history.dated = event;
    } else if (event.type === 'promotion.rebound') {
      history.bound = event;
    } else if (event.type === 'promotion.approved') {
      history.approvedAt = event.occurredAt;
      history.dated = event;
    } else if (event.type === 'promotion.reopened') {
      history.approvedAt = undefined;
      history.dated = event;
    } else if (event.type === 'promotion.released') {
      history.released = event;
      history.dated = event;
    } else if (event.type === 'promotion.deploying') {
      history.deploying = event;
    } else if (event.type === 'promotion.answered') {
      history.answers.push(event);
    } else if (event.type === 'promotion.workflow-requested') {
      history.workflows.push({ requested: event });
    } else if (
      event.type === 'promotion.workflow-started' ||
      event.type === 'promotion.workflow-failed'
    ) {
      const { dispatchId } = event.data;
      const workflow = history.workflows.find(
        ({ requested }) => requested.data.dispatchId === dispatchId,
      );
      if (workflow) {
        workflow.ended = event;
      }
    } else if (event.type === 'promotion.decided') {
      history.decisions.push({
        person: personOf(event),
        outcome: event.data.decision,
        bindingDigest: event.data.bindingDigest,
        event,
      });
    } else if (event.type === 'promotion.decision-withdrawn') {
      const taken = history.decisions.findLast(
        one =>
          !one.withdrawnAt &&
          one.person === personOf(event) &&
          one.bindingDigest === event.data.bindingDigest,
      );
      if (taken) {
        taken.withdrawnAt = event.occurredAt;
      }
    }
  }
  return history;
}

/** Whether it tells of the deploy workflow alone, which changes nothing of the promotion. */
function isOfWorkflow({ type }: StoredEvent): boolean {
  return type.startsWith('promotion.workflow-');
}

function personOf({ actor }: StoredEvent): string {
  return actor.kind === 'user' ? actor.pseudonym : '';
}

/** How many people approve what is bound now and did not take it back. */
export function countApprovers({ decisions, bound }: PromotionHistory): number {
  return new Set(
    decisions
      .filter(
        one =>
          one.outcome === 'approve' &&
          !one.withdrawnAt &&
          one.bindingDigest === bound?.data.bindingDigest,
      )
      .map(({ person }) => person),
  ).size;
}
