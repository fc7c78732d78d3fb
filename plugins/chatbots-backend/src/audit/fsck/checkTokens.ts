import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { fromJson } from '../../database/json';
import { listEventsOfChatbots } from '../../database/recordEvents';
import {
  PipelineTokenRow,
  readPipelineTokens,
  StoredOrigin,
} from '../../database/pipelineTokens';
import { eventsOf, isOneOf, readEvent } from './readLog';
import { Finding } from './Finding';
import { hasOrigin, KeptTexts } from './KeptTexts';
import { isTold } from '../../records/toldFacts';

/** Rows read at once. */
const PAGE = 100;

/** Types of events that revoke tokens besides their own. */
const REVOKING = ['token.issued', 'chatbot.facts-changed'] as const;

/** Finds pipeline tokens that nobody issued, and those that work longer or for another purpose than the log says. */
export async function checkTokens(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  for await (const rows of readPipelineTokens(knex, PAGE)) {
    const told = await eventsOf(knex, {
      size,
      kind: 'pipeline-token',
      types: ['token.issued', 'token.exchanged', 'token.revoked'],
      ids: rows.map(({ id }) => id),
    });
    const stories = rows.map(row => ({ row, ...told(row.chatbot, row.id) }));
    const texts = await KeptTexts.read(
      knex,
      stories.flatMap(({ events }) => events),
    );
    const revoked = await readRevoked(
      knex,
      size,
      rows.map(({ chatbot }) => chatbot),
    );
    for (const { row, events, waiting } of stories) {
      const own = events.find(({ type }) => type === 'token.revoked');
      const revokedAt = own?.occurredAt ?? revoked.at.get(row.id) ?? null;
      if (
        !waiting &&
        !revoked.waiting.has(row.chatbot) &&
        !(
          revokedAt === row.revoked_at &&
          events.some(event => isMade(row, event, texts))
        )
      ) {
        findings.push({
          code: 'token-changed',
          message: `Pipeline token ${row.id} of ${row.chatbot} is not what the log says`,
        });
      }
    }
  }
}

/** Whether an event tells how this token came to be. */
function isMade(
  row: PipelineTokenRow,
  event: StoredEvent<'token.issued' | 'token.exchanged' | 'token.revoked'>,
  texts: KeptTexts,
): boolean {
  if (event.type === 'token.revoked') {
    return false;
  }
  if (
    !isTold(event, 'tokenDigest', sha256Text(row.token_hash)) ||
    event.data.expiresAt !== row.expires_at ||
    event.occurredAt !== row.created_at
  ) {
    return false;
  }
  if (event.type === 'token.issued') {
    return (
      row.kind === 'stored' &&
      row.origin === null &&
      texts.holds(event, 'purpose', row.purpose)
    );
  }
  return row.kind === 'exchanged' && isExchanged(row, event, texts);
}

function isExchanged(
  row: PipelineTokenRow,
  event: StoredEvent<'token.exchanged'>,
  texts: KeptTexts,
): boolean {
  try {
    const { origin, login } = fromJson<StoredOrigin>(row.origin ?? '');
    return (
      hasOrigin(event, JSON.stringify(origin), texts) &&
      texts.holds(event, 'login', login)
    );
  } catch {
    return false;
  }
}

/** When tokens of some chatbots were revoked along with another change, and chatbots whose last change has no number yet. */
async function readRevoked(
  knex: Knex,
  size: number,
  chatbots: readonly string[],
): Promise<{ at: Map<string, string>; waiting: Set<string> }> {
  const rows = await listEventsOfChatbots(
    knex,
    [...new Set(chatbots)],
    REVOKING,
  );
  const at = new Map<string, string>();
  const waiting = new Set<string>();
  for (const row of rows) {
    const event = readEvent(row.body);
    if (row.sequence === null || Number(row.sequence) >= size) {
      waiting.add(String(row.chatbot));
    } else if (event && isOneOf(event, REVOKING)) {
      for (const id of event.data.revokedTokens) {
        at.set(id, event.occurredAt);
      }
    }
  }
  return { at, waiting };
}
