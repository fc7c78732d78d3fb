import { Knex } from 'knex';
import { AuditTextRow } from '../../database/auditTexts';

/** Texts beside some events, those that were not erased. */
export class KeptTexts {
  readonly #texts = new Map<string, string>();

  static async read(
    knex: Knex,
    events: readonly { eventId: string }[],
  ): Promise<KeptTexts> {
    const kept = new KeptTexts();
    const rows = await knex<AuditTextRow>('audit_texts').whereIn(
      'event_id',
      events.map(({ eventId }) => eventId),
    );
    for (const { event_id, field, text } of rows) {
      kept.#texts.set(keyOf(event_id, field), text);
    }
    return kept;
  }

  private constructor() {
    // Made by read.
  }

  /** Whether a column holds what an event committed to. Once the text was erased, only that there was one can be told. */
  holds<Texts extends object>(
    event: { eventId: string; texts: Texts },
    field: keyof Texts & string,
    value: string | null | undefined,
  ): boolean {
    if (!(field in event.texts)) {
      return (value ?? null) === null;
    }
    const kept = this.#texts.get(keyOf(event.eventId, field));
    return kept === undefined ? (value ?? null) !== null : kept === value;
  }
}

function keyOf(eventId: string, field: string): string {
  return `${eventId} ${field}`;
}

/** Whether a column holds the fact; one that an old event lacks is unknown. */
export function isTold<V>(fact: V | undefined, column: V): boolean {
  return fact === undefined || fact === column;
}
