import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { ChatbotRow } from '../../database/chatbots';
import { FactsColumns, FactsProposalRow } from '../../database/factsProposals';
import { hashedFacts, ownerPeople, STRICTEST_RISK_CLASS } from '../chatbots';
import { personOf } from '../toldFacts';
import { Claim, ClaimSubject, Testimony } from './Claim';

/** Types of the events that bear out the facts of a chatbot and that a second person accepted them. */
export const FACTS_EVIDENCE: readonly EventType[] = [
  'chatbot.registered',
  'chatbot.facts-changed',
  'chatbot.facts-proposed',
  'chatbot.facts-accepted',
  'chatbot.facts-rejected',
  'chatbot.facts-withdrawn',
];

/**
 * Claims that the owner, risk class and repository of a chatbot are what the log told of last, and that two people stand behind
 * them: one proposed them and another accepted them. While nobody has, the risk class must be the strictest.
 */
export function factsClaims(chatbot: ChatbotRow): Claim[] {
  const subject: ClaimSubject = {
    kind: 'chatbot',
    chatbot: chatbot.name,
    id: chatbot.name,
  };
  const people = ownerOf(chatbot);
  const last: Claim = {
    what: `owner, risk class and repository of ${chatbot.name}`,
    subject,
    people,
    holds(testimony) {
      const told = testimony.of(subject).flatMap(toldFacts).at(-1);
      const isAccepted = chatbot.accepted_proposal !== null;
      return (
        !testimony.isTampered(subject) &&
        told !== undefined &&
        (isAccepted || chatbot.risk_class === STRICTEST_RISK_CLASS) &&
        isSame(
          // What was asked for is not in force yet.
          isAccepted ? told.facts : { ...told.facts, riskClass: undefined },
          isAccepted ? chatbot : { ...chatbot, risk_class: undefined },
        ) &&
        isOwnedBy(told.owner, people, testimony)
      );
    },
  };
  return chatbot.accepted_proposal === null
    ? [last]
    : [last, acceptanceClaim(chatbot, chatbot.accepted_proposal, people)];
}

function acceptanceClaim(
  chatbot: ChatbotRow,
  proposalId: string,
  people: readonly string[],
): Claim {
  const subject = subjectOf(chatbot.name, proposalId);
  return {
    what: `acceptance of the facts of ${chatbot.name}`,
    subject,
    people,
    holds(testimony) {
      const events = testimony.of(subject);
      const proposed = events.find(isOf('chatbot.facts-proposed'));
      const accepted = events.find(isOf('chatbot.facts-accepted'));
      const [proposer, reviewer] = [proposed, accepted].map(
        event => event && personOf(event),
      );
      return (
        !testimony.isTampered(subject) &&
        accepted !== undefined &&
        proposer !== undefined &&
        reviewer !== undefined &&
        proposer !== reviewer &&
        isSame(accepted.data.facts, chatbot) &&
        isOwnedBy(accepted.people.owner, people, testimony)
      );
    },
  };
}

/** Claims that a proposal was made by the person, with the facts, that its row says, and that nobody has decided on it. */
export function proposalClaim(row: FactsProposalRow): Claim {
  const subject = subjectOf(row.chatbot, row.id);
  const people = ownerOf(row);
  return {
    what: `proposal ${row.id}`,
    subject,
    people: [...people, row.proposed_by],
    texts: ['repositoryOwner', 'repositoryUrl'],
    holds(testimony) {
      const events = testimony.of(subject);
      const [proposed] = events;
      return (
        !testimony.isTampered(subject) &&
        events.length === 1 &&
        proposed.type === 'chatbot.facts-proposed' &&
        personOf(proposed) !== undefined &&
        personOf(proposed) === testimony.pseudonymOf(row.proposed_by) &&
        proposed.occurredAt === row.proposed_at &&
        isSame(proposed.data.facts, row) &&
        isOwnedBy(proposed.people.owner, people, testimony) &&
        testimony.holdsText(proposed, 'repositoryUrl', row.repository_url) &&
        testimony.holdsText(
          proposed,
          'repositoryOwner',
          row.repository_owner_id ?? undefined,
        )
      );
    },
  };
}

/** The facts that an event put in force, and pseudonyms of the owner where it is a person. */
function toldFacts(
  event: StoredEvent,
): { facts: object; owner?: readonly string[] }[] {
  if (event.type === 'chatbot.registered') {
    const { namespace: _, ...facts } = event.data;
    return [{ facts, owner: event.people.owner }];
  }
  return event.type === 'chatbot.facts-changed'
    ? [{ facts: event.data.after, owner: event.people.ownerAfter }]
    : [];
}

/** A risk class of undefined is left out on both sides. */
function isSame(
  told: object,
  row: Omit<FactsColumns, 'risk_class'> & { risk_class: string | undefined },
): boolean {
  const { risk_class: riskClass, ...rest } = row;
  const facts = { ...hashedFacts({ ...rest, risk_class: '' }), riskClass };
  return textOf(told) === textOf(facts);
}

function textOf(facts: object): string {
  return canonicalJson(JSON.parse(JSON.stringify(facts)));
}

/** Entity ref of the owner where it is a person: hashed bytes name none. */
function ownerOf({ owner }: FactsColumns): string[] {
  return ownerPeople('owner', owner).owner ?? [];
}

function isOwnedBy(
  told: readonly string[] | undefined,
  people: readonly string[],
  testimony: Testimony,
): boolean {
  return (
    (told?.length ?? 0) === people.length &&
    people.every(person => {
      const pseudonym = testimony.pseudonymOf(person);
      return pseudonym !== undefined && told?.includes(pseudonym);
    })
  );
}

function subjectOf(chatbot: string, proposalId: string): ClaimSubject {
  return { kind: 'facts-proposal', chatbot, id: proposalId };
}

function isOf<T extends EventType>(type: T) {
  return (event: StoredEvent): event is StoredEvent<T> => event.type === type;
}
