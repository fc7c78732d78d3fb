import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { ChatbotRow, readChatbots } from '../../../database/chatbots';
import { findMisfiled, searchedChatbot } from '../../../database/searchWords';
import { FsckContext } from '../FsckContext';
import {
  acceptancesOf,
  hasHashedFacts,
  isOwned,
  STRICTEST_CLASS,
  ToldAcceptance,
} from './facts';
import { KeptTexts } from './KeptTexts';
import { Pseudonyms } from './Pseudonyms';
import { holds, isMarked } from './told';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

type ChatbotEvent = StoredEvent<'chatbot.registered' | 'chatbot.facts-changed'>;

/**
 * Compares owner, risk class, repository and description of every chatbot with the log, and which acceptance puts them in force. While
 * nobody has accepted any, the class in force is the strictest, and what was asked for stands beside.
 */
export async function checkChatbots(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('chatbots');
  for await (const rows of readChatbots(knex, PAGE)) {
    const misfiled = await findMisfiled(knex, rows.map(searchedChatbot));
    const hidden = new Set(misfiled.map(({ subject }) => subject));
    const told = await toldOf(context, {
      kind: 'chatbot',
      types: ['chatbot.registered', 'chatbot.facts-changed'],
      ids: rows.map(({ name }) => name),
    });
    const accepted = await acceptancesOf(
      context,
      rows.map(({ name }) => name),
    );
    const stories = rows.map(row => ({
      row,
      ...told(row.name, row.name),
      acceptance: accepted(row.name),
    }));
    const events = stories.flatMap(story => story.events);
    const texts = await KeptTexts.read(knex, events);
    const pseudonyms = await Pseudonyms.read(knex, {
      refs: rows.map(({ owner }) => owner),
      pseudonyms: events.flatMap(ownersIn),
    });
    for (const { row, events: own, waiting, acceptance } of stories) {
      if (waiting || acceptance.waiting) {
        continue;
      }
      const registered = own.find(isRegistration);
      const last = own.at(-1);
      if (
        !holds(
          () =>
            registered !== undefined &&
            last !== undefined &&
            isRegistered(row, registered, texts) &&
            row.updated_at === (acceptance.last ?? last).occurredAt &&
            hasClass(row) &&
            hasFacts(row, last, { texts, pseudonyms }),
        )
      ) {
        findings.add({
          code: 'chatbot-facts',
          message: `Owner, risk class, repository or description of ${row.name} is not what the log says`,
        });
      } else if (hidden.has(row.name)) {
        findings.add({
          code: 'search-words',
          message: `Searches find ${row.name} by other words than its own`,
        });
      }
      if (!isAccepted(row, acceptance)) {
        findings.add({
          code: 'facts-proposal',
          message: `${row.name} does not name the proposal that was accepted last, as the log says`,
        });
      }
    }
    progress.advance(rows.length);
  }
}

function isRegistration(
  event: ChatbotEvent,
): event is StoredEvent<'chatbot.registered'> {
  return event.type === 'chatbot.registered';
}

/** Whether what never changes is as it was registered. */
function isRegistered(
  row: ChatbotRow,
  event: StoredEvent<'chatbot.registered'>,
  texts: KeptTexts,
): boolean {
  return (
    event.data.namespace === row.namespace &&
    event.occurredAt === row.created_at &&
    isMarked(event, row.demo) &&
    texts.holds(event, 'title', row.title) &&
    texts.holds(event, 'purpose', row.purpose)
  );
}

/** Pseudonyms of a person who owns a chatbot from an event on. */
function ownersIn(event: ChatbotEvent): string[] {
  return (
    (isRegistration(event) ? event.people.owner : event.people.ownerAfter) ?? []
  );
}

/** Whether a chatbot names what was accepted last, or nothing where nobody accepted anything. */
function isAccepted(row: ChatbotRow, { last }: ToldAcceptance): boolean {
  return row.accepted_proposal === (last?.subject.id ?? null);
}

/** Whether the strictest class is in force while nobody has accepted one, and nothing else was asked for once somebody has. */
function hasClass(row: ChatbotRow): boolean {
  return row.accepted_proposal === null
    ? row.risk_class === STRICTEST_CLASS
    : row.registered_risk_class === null;
}

function hasFacts(
  row: ChatbotRow,
  event: ChatbotEvent,
  { texts, pseudonyms }: { texts: KeptTexts; pseudonyms: Pseudonyms },
): boolean {
  if (!isOwned(ownersIn(event), row.owner, pseudonyms)) {
    return false;
  }
  const asked =
    row.accepted_proposal === null
      ? { ...row, risk_class: row.registered_risk_class }
      : row;
  if (isRegistration(event)) {
    const { namespace, ...told } = event.data;
    return (
      hasHashedFacts(told, asked) &&
      texts.holds(event, 'repositoryOwner', row.repository_owner_id) &&
      texts.holds(event, 'repositoryUrl', row.repository_url)
    );
  }
  return (
    hasHashedFacts(event.data.after, asked) &&
    texts.holds(event, 'repositoryOwnerAfter', row.repository_owner_id) &&
    texts.holds(event, 'repositoryUrlAfter', row.repository_url)
  );
}
