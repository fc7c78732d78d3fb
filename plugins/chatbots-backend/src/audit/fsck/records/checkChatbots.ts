import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { ChatbotRow, readChatbots } from '../../../database/chatbots';
import { FsckContext } from '../FsckContext';
import { KeptTexts } from './KeptTexts';
import { Pseudonyms } from './Pseudonyms';
import { holds, isMarked } from './told';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

type ChatbotEvent = StoredEvent<'chatbot.registered' | 'chatbot.facts-changed'>;

/** Compares owner, risk class, repository and description of every chatbot with the log. */
export async function checkChatbots(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('chatbots');
  for await (const rows of readChatbots(knex, PAGE)) {
    const told = await toldOf(context, {
      kind: 'chatbot',
      types: ['chatbot.registered', 'chatbot.facts-changed'],
      ids: rows.map(({ name }) => name),
    });
    const stories = rows.map(row => ({ row, ...told(row.name, row.name) }));
    const events = stories.flatMap(story => story.events);
    const texts = await KeptTexts.read(knex, events);
    const pseudonyms = await Pseudonyms.read(knex, {
      refs: rows.map(({ owner }) => owner),
      pseudonyms: events.flatMap(ownersIn),
    });
    for (const { row, events: own, waiting } of stories) {
      const registered = own.find(isRegistration);
      const last = own.at(-1);
      if (
        !waiting &&
        !holds(
          () =>
            registered !== undefined &&
            last !== undefined &&
            isRegistered(row, registered, texts) &&
            row.updated_at === last.occurredAt &&
            hasFacts(row, last, { texts, pseudonyms }),
        )
      ) {
        findings.add({
          code: 'chatbot-facts',
          message: `Owner, risk class, repository or description of ${row.name} is not what the log says`,
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

function hasFacts(
  row: ChatbotRow,
  event: ChatbotEvent,
  { texts, pseudonyms }: { texts: KeptTexts; pseudonyms: Pseudonyms },
): boolean {
  const isPerson = row.owner.startsWith('user:');
  const facts = canonicalJson({
    ...(isPerson ? {} : { owner: row.owner }),
    riskClass: row.risk_class,
    repository: { host: row.repository_host, id: row.repository_id },
  });
  const isOwned = pseudonyms.areSame(
    ownersIn(event).map(owner => [owner, '']),
    isPerson ? [[row.owner, '']] : [],
  );
  if (isRegistration(event)) {
    const { namespace, ...told } = event.data;
    return (
      isOwned &&
      canonicalJson(told) === facts &&
      texts.holds(event, 'repositoryOwner', row.repository_owner_id) &&
      texts.holds(event, 'repositoryUrl', row.repository_url)
    );
  }
  return (
    isOwned &&
    canonicalJson(event.data.after) === facts &&
    texts.holds(event, 'repositoryOwnerAfter', row.repository_owner_id) &&
    texts.holds(event, 'repositoryUrlAfter', row.repository_url)
  );
}
