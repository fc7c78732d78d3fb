import { canonicalJson } from '@chatbot-portal/transparency-log';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { fromJson } from '../../../database/json';
import { holds, tells } from './told';
import { Knex } from 'knex';
import { listAuditTexts } from '../../../database/auditTexts';

/** Texts beside some events, those that were not erased. */
export class KeptTexts {
  readonly #texts = new Map<string, string>();

  static async read(
    knex: Knex,
    events: readonly { eventId: string }[],
  ): Promise<KeptTexts> {
    const kept = new KeptTexts();
    const rows = await listAuditTexts(
      knex,
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

  /**
   * Whether a column holds what an event committed to, as far as the event tells it. Once the text was erased, only that there
   * was one can be told.
   */
  holds<Texts extends object>(
    event: { eventId: string; texts: Texts; lacks: readonly string[] },
    field: keyof Texts & string,
    value: string | null | undefined,
  ): boolean {
    if (!(field in event.texts)) {
      return !tells(event, field) || (value ?? null) === null;
    }
    const kept = this.#texts.get(keyOf(event.eventId, field));
    return kept === undefined ? (value ?? null) !== null : kept === value;
  }
}

function keyOf(eventId: string, field: string): string {
  return `${eventId} ${field}`;
}

/** Whether a column holds the origin that an event tells of; what can't be read any more is none. */
export function hasOrigin(
  event: StoredEvent<
    'version.reported' | 'evaluation.reported' | 'token.exchanged'
  >,
  column: string,
  texts: KeptTexts,
): boolean {
  return holds(() => {
    const {
      // Names that people give lie beside the hashed bytes.
      ref,
      workflow,
      workflowFile,
      environment,
      event: runEvent,
      protected: refProtected,
      ...hashed
    } = fromJson<Api.Origin>(column);
    return (
      canonicalJson(hashed) === canonicalJson(event.data.origin) &&
      // Nobody may add to an origin of before what nobody told of it.
      (event.data.runEvent ?? null) === (runEvent ?? null) &&
      (event.data.refProtected ?? null) === (refProtected ?? null) &&
      (tells(event, 'workflowFile') || workflowFile === undefined) &&
      texts.holds(event, 'workflowFile', workflowFile) &&
      texts.holds(event, 'ref', ref) &&
      texts.holds(event, 'workflow', workflow) &&
      texts.holds(event, 'environment', environment)
    );
  });
}
