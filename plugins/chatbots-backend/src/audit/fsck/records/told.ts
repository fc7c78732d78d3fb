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

/** Whether a row is marked as part of the example history exactly when its event is. SQLite has no booleans. */
export function isMarked(
  { demo }: StoredEvent,
  column: boolean | number,
): boolean {
  return column === (demo ?? false) || column === Number(demo ?? false);
}

/** What a check finds to hold; JSON of any form may stand in a column, and what can't be read agrees with nothing. */
export function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
