import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/**
 * The log that records are held to: that of the database, or an export of it.
 *
 * @remarks
 * Nothing is held as a whole: the events about some records are looked up.
 */
export interface LogSource {
  /** Number of events. */
  readonly size: number;
  /** Events about some subjects of one kind, in the order of the log. What can't be read is left out. */
  about(
    kind: StoredEvent['subject']['kind'],
    ids: readonly string[],
  ): Promise<readonly StoredEvent[]>;
  /** Events of some instants by which tokens were revoked along with another change. */
  revoking(instants: readonly string[]): Promise<readonly StoredEvent[]>;
}

/** Types of events that revoke tokens besides their own. */
export const REVOKING = ['token.issued', 'chatbot.facts-changed'] as const;

/** Tokens that an event revokes besides the one that it is about. */
export function revokedBy(event: StoredEvent): readonly string[] {
  return event.type === 'token.issued' || event.type === 'chatbot.facts-changed'
    ? event.data.revokedTokens
    : [];
}
