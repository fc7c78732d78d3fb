import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { readPeople, readPseudonyms } from '../../../database/people';
import { batches } from '../FsckContext';

/** Who is who in the log, of some people, as the table beside it says. */
export class Pseudonyms {
  readonly #byRef = new Map<string, string>();
  readonly #named = new Set<string>();

  /**
   * Reads the people that rows name by ref and events by pseudonym. To be asked after both: whoever stands in a row and an event by
   * then is known by now.
   */
  static async read(
    knex: Knex,
    people: { refs: readonly string[]; pseudonyms: readonly string[] },
  ): Promise<Pseudonyms> {
    const known = new Pseudonyms();
    for (const refs of batches(people.refs)) {
      for (const [ref, pseudonym] of await readPseudonyms(knex, refs)) {
        known.#byRef.set(ref, pseudonym);
      }
    }
    for (const pseudonyms of batches(people.pseudonyms)) {
      for (const pseudonym of (await readPeople(knex, pseudonyms)).keys()) {
        known.#named.add(pseudonym);
      }
    }
    return known;
  }

  private constructor() {
    // Made by read.
  }

  /**
   * Whether a table tells the same as the log, each line with its person. A person whose name was erased from the log can't be
   * compared by name: then only as many lines must be left on either side.
   */
  areSame(
    logged: readonly (readonly [person: string, fact: string])[],
    stored: readonly (readonly [ref: string, fact: string])[],
  ): boolean {
    const left = logged.map(line => line.join('\n'));
    const strangers: string[] = [];
    for (const [ref, fact] of stored) {
      const pseudonym = this.#byRef.get(ref);
      if (pseudonym === undefined) {
        strangers.push(fact);
        continue;
      }
      const found = left.indexOf([pseudonym, fact].join('\n'));
      if (found < 0) {
        return false;
      }
      left.splice(found, 1);
    }
    const erased = left.map(line => line.split('\n', 2));
    return (
      erased.every(([pseudonym]) => !this.#named.has(pseudonym)) &&
      isEqual(
        erased.map(([, fact]) => fact),
        strangers,
      )
    );
  }
}

/** Pseudonyms of whoever acted. */
export function actorsOf(events: readonly StoredEvent[]): string[] {
  return events.flatMap(({ actor }) =>
    actor.kind === 'user' ? [actor.pseudonym] : [],
  );
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}
