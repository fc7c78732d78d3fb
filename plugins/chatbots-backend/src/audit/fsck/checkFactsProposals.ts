import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { readChatbots } from '../../database/chatbots';
import {
  FactsProposalRow,
  readFactsProposals,
} from '../../database/factsProposals';
import { proposedFacts } from '../../records/chatbots';
import { Finding } from './Finding';
import { KeptTexts } from './KeptTexts';
import { Pseudonyms } from './Pseudonyms';
import { eventsOf } from './readLog';

/** Rows read at once. */
const PAGE = 100;

const TYPES = [
  'chatbot.facts-proposed',
  'chatbot.facts-accepted',
  'chatbot.facts-rejected',
  'chatbot.facts-withdrawn',
] as const;

type ProposalEvent = StoredEvent<(typeof TYPES)[number]>;

const STATE_AFTER: Record<ProposalEvent['type'], FactsProposalRow['state']> = {
  'chatbot.facts-proposed': 'open',
  'chatbot.facts-accepted': 'accepted',
  'chatbot.facts-rejected': 'rejected',
  'chatbot.facts-withdrawn': 'withdrawn',
};

/** Compares what was proposed of chatbots, by whom and what became of it, and which acceptance each chatbot names. */
export async function checkFactsProposals(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  /** The last accepted proposal of each chatbot, with when, and chatbots whose story goes on. */
  const accepted = new Map<string, { id: string; at: string }>();
  const waits = new Set<string>();
  for await (const rows of readFactsProposals(knex, PAGE)) {
    const told = await eventsOf(knex, {
      size,
      kind: 'facts-proposal',
      types: TYPES,
      ids: rows.map(({ id }) => id),
    });
    const stories = rows.map(row => ({ row, ...told(row.chatbot, row.id) }));
    const texts = await KeptTexts.read(
      knex,
      stories.flatMap(({ events }) => events),
    );
    const pseudonyms = await Pseudonyms.read(knex);
    for (const { row, events, waiting } of stories) {
      const decided = events.find(isOf('chatbot.facts-accepted'));
      const last = accepted.get(row.chatbot);
      if (waiting) {
        waits.add(row.chatbot);
      } else if (!isAsTold(row, events, texts, pseudonyms)) {
        findings.push({
          code: 'facts-proposal',
          message: `Proposal ${row.id} for ${row.chatbot} is not what the log says was proposed and decided`,
        });
      }
      if (decided && (!last || last.at <= decided.occurredAt)) {
        accepted.set(row.chatbot, { id: row.id, at: decided.occurredAt });
      }
    }
  }
  for (const { name, accepted_proposal: id } of await readChatbots(knex)) {
    if (!waits.has(name) && id !== (accepted.get(name)?.id ?? null)) {
      findings.push({
        code: 'facts-proposal',
        message: `${name} does not name the proposal that was accepted last, as the log says`,
      });
    }
  }
}

function isAsTold(
  row: FactsProposalRow,
  events: readonly ProposalEvent[],
  texts: KeptTexts,
  pseudonyms: Pseudonyms,
): boolean {
  const [proposed, decided, more] = events;
  return (
    proposed?.type === 'chatbot.facts-proposed' &&
    more === undefined &&
    row.state === STATE_AFTER[(decided ?? proposed).type] &&
    row.open_key === (row.state === 'open' ? row.chatbot : null) &&
    proposed.occurredAt === row.proposed_at &&
    (decided?.occurredAt ?? null) === row.decided_at &&
    isBy(proposed, row.proposed_by, pseudonyms) &&
    texts.holds(proposed, 'reason', row.reason) &&
    hasFacts(row, proposed, texts, pseudonyms) &&
    hasDecision(row, decided, texts, pseudonyms)
  );
}

function hasDecision(
  row: FactsProposalRow,
  decided: ProposalEvent | undefined,
  texts: KeptTexts,
  pseudonyms: Pseudonyms,
): boolean {
  switch (decided?.type) {
    case 'chatbot.facts-accepted':
      return (
        isBy(decided, row.decided_by, pseudonyms) &&
        texts.holds(decided, 'comment', row.comment) &&
        hasFacts(row, decided, texts, pseudonyms)
      );
    case 'chatbot.facts-rejected':
      return (
        isBy(decided, row.decided_by, pseudonyms) &&
        texts.holds(decided, 'comment', row.comment)
      );
    default:
      return row.decided_by === null && row.comment === null;
  }
}

function hasFacts(
  row: FactsProposalRow,
  event: StoredEvent<'chatbot.facts-proposed' | 'chatbot.facts-accepted'>,
  texts: KeptTexts,
  pseudonyms: Pseudonyms,
): boolean {
  const { data, people } = proposedFacts(row);
  return (
    canonicalJson(event.data) === canonicalJson(data) &&
    pseudonyms.areSame(
      (event.people.owner ?? []).map(person => [person, '']),
      (people.owner ?? []).map(ref => [ref, '']),
    ) &&
    texts.holds(event, 'repositoryOwner', row.repository_owner_id) &&
    texts.holds(event, 'repositoryUrl', row.repository_url)
  );
}

function isBy(
  { actor }: ProposalEvent,
  userRef: string | null,
  pseudonyms: Pseudonyms,
): boolean {
  return pseudonyms.areSame(
    actor.kind === 'user' ? [[actor.pseudonym, '']] : [],
    userRef === null ? [] : [[userRef, '']],
  );
}

function isOf<T extends ProposalEvent['type']>(type: T) {
  return (event: ProposalEvent): event is StoredEvent<T> & ProposalEvent =>
    event.type === type;
}
