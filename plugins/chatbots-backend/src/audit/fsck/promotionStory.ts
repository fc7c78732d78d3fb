import { JsonValue } from '@backstage/types';
import { AuditEventBody } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** A decision as the log or a table tells of it. */
export interface ToldDecision {
  /** Pseudonym of the reviewer. */
  person: string;
  outcome: string;
  bindingDigest: string;
  withdrawn: boolean;
}

/** What the log tells of one promotion. */
export interface PromotionStory {
  /** Type of the last event that told of a new state. */
  lastState?: string;
  /** Digest of what decisions were bound to last. */
  bindingDigest?: string;
  /** Pseudonyms. */
  requesters: string[];
  /** Pseudonyms of those that are known as users. */
  contributors: string[];
  /** How many are not, and whether commits that no report shows stood between the versions. */
  others?: JsonValue;
  /** Id of the event that the names of the others lie beside. */
  requestedIn?: string;
  /** Oldest first. */
  decisions: ToldDecision[];
}

/** Types of events that tell of a promotion's new state. */
const STATES: ReadonlySet<string> = new Set(
  PROMOTION_STATES.map(state => `promotion.${state}`),
);

/** Reads a promotion's events, oldest first, into what its rows should say. */
export function promotionStory(
  events: readonly AuditEventBody[],
): PromotionStory {
  const story: PromotionStory = {
    requesters: [],
    contributors: [],
    decisions: [],
  };
  for (const { eventId, type, actor, data } of events) {
    const person = actor.kind === 'user' ? actor.pseudonym : '';
    const bindingDigest = String(data.bindingDigest);
    if (STATES.has(type)) {
      story.lastState = type;
    }
    // A promotion that lost its quorum is requested again; who asked, and for what, stands in the first event.
    if (type === 'promotion.requested' && !story.requestedIn) {
      story.bindingDigest = bindingDigest;
      story.requesters = data.people?.requesters ?? [];
      story.contributors = data.people?.contributors ?? [];
      story.others = data.contributors;
      story.requestedIn = eventId;
    } else if (type === 'promotion.rebound') {
      story.bindingDigest = bindingDigest;
    } else if (type === 'promotion.decided') {
      story.decisions.push({
        person,
        outcome: String(data.decision),
        bindingDigest,
        withdrawn: false,
      });
    } else if (type === 'promotion.decision-withdrawn') {
      const taken = story.decisions.findLast(
        one =>
          !one.withdrawn &&
          one.person === person &&
          one.bindingDigest === bindingDigest,
      );
      if (taken) {
        taken.withdrawn = true;
      }
    }
  }
  return story;
}

/** How many people approve what is bound now and did not take it back. */
export function countApprovers({
  decisions,
  bindingDigest,
}: PromotionStory): number {
  return new Set(
    decisions
      .filter(
        one =>
          one.outcome === 'approve' &&
          !one.withdrawn &&
          one.bindingDigest === bindingDigest,
      )
      .map(({ person }) => person),
  ).size;
}
