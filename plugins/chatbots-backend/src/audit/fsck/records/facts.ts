import { DEFAULT_RISK_CLASSES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import {
  FactsColumns,
  listProposalsOf,
} from '../../../database/factsProposals';
import { FsckContext } from '../FsckContext';
import { Pseudonyms } from './Pseudonyms';
import { toldOf } from './toldOf';

/** The class in force while nobody has accepted one. */
export const STRICTEST_CLASS = DEFAULT_RISK_CLASSES.at(-1);

type Hashed = Pick<
  FactsColumns,
  'owner' | 'repository_host' | 'repository_id'
> & { risk_class: string | null };

/** Whether hashed bytes hold the owner, risk class and repository of columns; of a person who owns, they hold none. */
export function hasHashedFacts(told: object, row: Hashed): boolean {
  return (
    canonicalJson(told) ===
    canonicalJson({
      ...(isPerson(row.owner) ? {} : { owner: row.owner }),
      riskClass: row.risk_class,
      repository: { host: row.repository_host, id: row.repository_id },
    })
  );
}

/** Whether the person who owns, or that none does, is as told. */
export function isOwned(
  told: readonly string[] | undefined,
  owner: string,
  pseudonyms: Pseudonyms,
): boolean {
  return pseudonyms.areSame(
    (told ?? []).map(person => [person, '']),
    isPerson(owner) ? [[owner, '']] : [],
  );
}

/** What the log says of the acceptances of a chatbot's facts. */
export interface ToldAcceptance {
  /** The last one. */
  last?: StoredEvent<'chatbot.facts-accepted'>;
  /** Whether something about a proposal of the chatbot was committed since the log was read. */
  waiting: boolean;
}

/** Looks up which acceptance of some chatbots' facts is the last. To be asked after their rows were read. */
export async function acceptancesOf(
  context: FsckContext,
  chatbots: readonly string[],
): Promise<(chatbot: string) => ToldAcceptance> {
  const proposals = await listProposalsOf(context.knex, chatbots);
  const ids = proposals.map(({ id }) => id);
  const told = await toldOf(context, {
    kind: 'facts-proposal',
    types: ['chatbot.facts-accepted'],
    ids,
  });
  // Of several proposals, so in the order of the log: clocks of two replicas may differ.
  const last = new Map<string, StoredEvent<'chatbot.facts-accepted'>>();
  for (const event of await context.log.about('facts-proposal', ids)) {
    if (event.type === 'chatbot.facts-accepted') {
      last.set(event.subject.chatbot, event);
    }
  }
  const waiting = new Set(
    proposals
      .filter(({ chatbot, id }) => told(chatbot, id).waiting)
      .map(({ chatbot }) => chatbot),
  );
  return chatbot => ({
    last: last.get(chatbot),
    waiting: waiting.has(chatbot),
  });
}

function isPerson(ref: string): boolean {
  return ref.startsWith('user:');
}
