import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** Whether events of this one's version tell a fact, of whatever part. What they do not tell is unknown, not absent. */
export function tells(
  event: { lacks: readonly string[] },
  fact: string,
): boolean {
  return !event.lacks.includes(fact);
}

/** Whether a column holds a fact of an event, as far as the event tells it. */
export function isTold<
  Event extends { data: object; lacks: readonly string[] },
>(
  event: Event,
  fact: keyof Event['data'] & string,
  column: string | number | null,
): boolean {
  const { data }: { data: Event['data'] } = event;
  return !tells(event, fact) || (data[fact] ?? null) === column;
}

/**
 * Whether some event takes a decision back.
 *
 * @remarks
 * A withdrawal of version 0.1 names no decision: it takes back what its person decided before, on the same binding.
 *
 * @param at - index of the event that tells of the decision
 * @param decisionId - id of the decision's row
 */
export function isTakenBack(
  events: readonly StoredEvent[],
  at: number,
  decisionId: string,
): boolean {
  const decided = events[at];
  return events.some(
    (event, i) =>
      event.type === 'promotion.decision-withdrawn' &&
      isTold(event, 'decisionId', decisionId) &&
      (tells(event, 'decisionId') ||
        (i > at &&
          decided.type === 'promotion.decided' &&
          decided.data.bindingDigest === event.data.bindingDigest &&
          personOf(decided) === personOf(event))),
  );
}

/** Pseudonym of whoever acted. */
export function personOf({ actor }: StoredEvent): string | undefined {
  return actor.kind === 'user' ? actor.pseudonym : undefined;
}
