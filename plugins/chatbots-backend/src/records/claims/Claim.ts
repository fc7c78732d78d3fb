import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** What the events that bear a claim out are about. */
export interface ClaimSubject {
  kind: 'promotion' | 'evaluation' | 'policy' | 'chatbot' | 'facts-proposal';
  id: string;
  chatbot?: string;
}

/** What the log tells of some subjects: only events that the portal wrote. */
export interface Testimony {
  /** Events about a subject, oldest first. */
  of(subject: ClaimSubject): readonly StoredEvent[];
  /** Whether a numbered event about a subject is not what the portal wrote. */
  isTampered(subject: ClaimSubject): boolean;
  /** Every activation of a policy. */
  activations: readonly StoredEvent<'policy.activated'>[];
  /** Whether a numbered activation is not what the portal wrote: it may have put another policy in force. */
  areActivationsTampered: boolean;
  /** A person's pseudonym; undefined for one whom the log does not name. */
  pseudonymOf(userRef: string): string | undefined;
  /** Whether an event committed to this text, or to none. */
  holdsText(
    event: { eventId: string; texts: object },
    field: string,
    text: string | undefined,
  ): boolean;
}

/** Rows that a command counts, and what the log has to tell for them to count. */
export interface Claim {
  /** Names the rows in an alarm; no personal data. */
  what: string;
  subject: ClaimSubject;
  /** Entity refs of those whose pseudonyms are compared. */
  people: readonly string[];
  /** Fields of the texts that it compares: others are not read, and then no event holds them. */
  texts?: readonly string[];
  /** Whether the log tells the same as the rows. */
  holds(testimony: Testimony): boolean;
}
