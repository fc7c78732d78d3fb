import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  FactsProposalRow,
  readFactsProposals,
} from '../../../database/factsProposals';
import { FsckContext } from '../FsckContext';
import { hasHashedFacts, isOwned } from './facts';
import { KeptTexts } from './KeptTexts';
import { actorsOf, Pseudonyms } from './Pseudonyms';
import { holds, isMarked } from './told';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

const TYPES = [
  'chatbot.facts-proposed',
  'chatbot.facts-accepted',
  'chatbot.facts-rejected',
  'chatbot.facts-withdrawn',
] as const;

type ProposalEvent = StoredEvent<(typeof TYPES)[number]>;

/** What shows what was written beside the events, and by whom. */
interface Beside {
  texts: KeptTexts;
  pseudonyms: Pseudonyms;
}

const STATE_AFTER: Record<ProposalEvent['type'], FactsProposalRow['state']> = {
  'chatbot.facts-proposed': 'open',
  'chatbot.facts-accepted': 'accepted',
  'chatbot.facts-rejected': 'rejected',
  'chatbot.facts-withdrawn': 'withdrawn',
};

/**
 * Compares what was proposed of chatbots, by whom, and what became of it, with the log; nobody accepts what they proposed themselves. Which
 * acceptance is in force is held to it with the chatbots.
 */
export async function checkFactsProposals(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('proposals');
  for await (const rows of readFactsProposals(knex, PAGE)) {
    const told = await toldOf(context, {
      kind: 'facts-proposal',
      types: TYPES,
      ids: rows.map(({ id }) => id),
    });
    const stories = rows.map(row => ({ row, ...told(row.chatbot, row.id) }));
    const events = stories.flatMap(story => story.events);
    const beside = {
      texts: await KeptTexts.read(knex, events),
      pseudonyms: await Pseudonyms.read(knex, {
        refs: rows.flatMap(row => [
          row.owner,
          row.proposed_by,
          ...(row.decided_by === null ? [] : [row.decided_by]),
        ]),
        pseudonyms: [...actorsOf(events), ...events.flatMap(ownersIn)],
      }),
    };
    for (const { row, events: own, waiting } of stories) {
      if (!waiting && !holds(() => isAsTold(row, own, beside))) {
        findings.add({
          code: 'facts-proposal',
          message: `Proposal ${row.id} for ${row.chatbot} is not what the log says was proposed and decided`,
        });
      }
    }
    progress.advance(rows.length);
  }
}

function isAsTold(
  row: FactsProposalRow,
  [proposed, decided, ...more]: readonly ProposalEvent[],
  beside: Beside,
): boolean {
  return (
    proposed?.type === 'chatbot.facts-proposed' &&
    more.length === 0 &&
    row.state === STATE_AFTER[(decided ?? proposed).type] &&
    row.open_key === (row.state === 'open' ? row.chatbot : null) &&
    proposed.occurredAt === row.proposed_at &&
    isMarked(proposed, row.demo) &&
    isBy(proposed, row.proposed_by, beside) &&
    beside.texts.holds(proposed, 'reason', row.reason) &&
    hasFacts(row, proposed, beside) &&
    (decided?.occurredAt ?? null) === row.decided_at &&
    hasDecision(row, [proposed, decided], beside)
  );
}

function hasDecision(
  row: FactsProposalRow,
  [proposed, decided]: [ProposalEvent, ProposalEvent | undefined],
  beside: Beside,
): boolean {
  switch (decided?.type) {
    case 'chatbot.facts-accepted':
      return (
        actorsOf([proposed])[0] !== actorsOf([decided])[0] &&
        isBy(decided, row.decided_by, beside) &&
        beside.texts.holds(decided, 'comment', row.comment) &&
        hasFacts(row, decided, beside)
      );
    case 'chatbot.facts-rejected':
      return (
        isBy(decided, row.decided_by, beside) &&
        beside.texts.holds(decided, 'comment', row.comment)
      );
    default:
      return row.decided_by === null && row.comment === null;
  }
}

function hasFacts(
  row: FactsProposalRow,
  event: StoredEvent<'chatbot.facts-proposed' | 'chatbot.facts-accepted'>,
  { texts, pseudonyms }: Beside,
): boolean {
  return (
    hasHashedFacts(event.data.facts, row) &&
    isOwned(event.people.owner, row.owner, pseudonyms) &&
    texts.holds(event, 'repositoryOwner', row.repository_owner_id) &&
    texts.holds(event, 'repositoryUrl', row.repository_url)
  );
}

/** Pseudonyms of a person who is to own a chatbot. */
function ownersIn(event: ProposalEvent): readonly string[] {
  return event.type === 'chatbot.facts-proposed' ||
    event.type === 'chatbot.facts-accepted'
    ? event.people.owner ?? []
    : [];
}

function isBy(
  event: ProposalEvent,
  userRef: string | null,
  { pseudonyms }: Beside,
): boolean {
  return pseudonyms.areSame(
    actorsOf([event]).map(person => [person, '']),
    userRef === null ? [] : [[userRef, '']],
  );
}
