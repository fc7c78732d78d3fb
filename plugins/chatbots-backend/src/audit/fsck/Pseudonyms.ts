import { Knex } from 'knex';
import { readPeople } from '../../database/people';

/** Who is who in the log, as the table beside it says. */
export class Pseudonyms {
  readonly #byRef = new Map<string, string>();
  readonly #named = new Set<string>();

  static async read(knex: Knex): Promise<Pseudonyms> {
    const pseudonyms = new Pseudonyms();
    for (const [pseudonym, ref] of await readPeople(knex)) {
      pseudonyms.#byRef.set(ref, pseudonym);
      pseudonyms.#named.add(pseudonym);
    }
    return pseudonyms;
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

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}
