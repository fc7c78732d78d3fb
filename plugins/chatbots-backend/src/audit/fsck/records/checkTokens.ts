import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { fromJson } from '../../../database/json';
import {
  PipelineTokenRow,
  readPipelineTokens,
  StoredOrigin,
} from '../../../database/pipelineTokens';
import { FsckContext } from '../FsckContext';
import { revokedBy } from '../log/LogSource';
import { hasOrigin, KeptTexts } from './KeptTexts';
import { actorsOf, Pseudonyms } from './Pseudonyms';
import { holds, isTold } from './told';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

/** What every token that was exchanged is for. */
const EXCHANGED_PURPOSE = 'identity token';

/** What shows how a token came to be. */
interface Beside {
  texts: KeptTexts;
  pseudonyms: Pseudonyms;
}

/**
 * Finds pipeline tokens that nobody issued, and those that work longer or for another purpose than the log says. That a revoked token
 * is revoked in its row, too, is checked with the events.
 */
export async function checkTokens(context: FsckContext): Promise<void> {
  const { knex, log, findings, progress } = context;
  progress.begin('tokens');
  for await (const rows of readPipelineTokens(knex, PAGE)) {
    const told = await toldOf(context, {
      kind: 'pipeline-token',
      types: ['token.issued', 'token.exchanged', 'token.revoked'],
      ids: rows.map(({ id }) => id),
    });
    const stories = rows.map(row => ({ row, ...told(row.chatbot, row.id) }));
    const events = stories.flatMap(story => story.events);
    const beside = {
      texts: await KeptTexts.read(knex, events),
      pseudonyms: await Pseudonyms.read(knex, {
        refs: rows.map(row => row.created_by),
        pseudonyms: actorsOf(events),
      }),
    };
    const instants = rows.flatMap(row => row.revoked_at ?? []);
    const revoking = await log.revoking([...new Set(instants)]);
    for (const { row, events: own, waiting } of stories) {
      if (
        !waiting &&
        !holds(
          () =>
            isRevoked(row, own, revoking) &&
            own.some(event => isMade(row, event, beside)),
        )
      ) {
        findings.add({
          code: 'token-changed',
          message: `Pipeline token ${row.id} of ${row.chatbot} is not what the log says`,
        });
      }
    }
    progress.advance(rows.length);
  }
}

/** Whether an event revoked a token when its row says, or none did. */
function isRevoked(
  row: PipelineTokenRow,
  own: readonly StoredEvent[],
  revoking: readonly StoredEvent[],
): boolean {
  const by = own.find(({ type }) => type === 'token.revoked');
  if (by || row.revoked_at === null) {
    return by?.occurredAt === (row.revoked_at ?? undefined);
  }
  return revoking.some(
    event =>
      event.occurredAt === row.revoked_at && revokedBy(event).includes(row.id),
  );
}

/** Whether an event tells how this token came to be. */
function isMade(
  row: PipelineTokenRow,
  event: StoredEvent<'token.issued' | 'token.exchanged' | 'token.revoked'>,
  beside: Beside,
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
  return event.type === 'token.issued'
    ? isIssued(row, event, beside)
    : isExchanged(row, event, beside);
}

function isIssued(
  row: PipelineTokenRow,
  event: StoredEvent<'token.issued'>,
  { texts, pseudonyms }: Beside,
): boolean {
  return (
    row.kind === 'stored' &&
    row.origin === null &&
    texts.holds(event, 'purpose', row.purpose) &&
    (event.actor.kind !== 'user' ||
      pseudonyms.areSame(
        actorsOf([event]).map(person => [person, '']),
        [[row.created_by, '']],
      ))
  );
}

function isExchanged(
  row: PipelineTokenRow,
  event: StoredEvent<'token.exchanged'>,
  { texts }: Beside,
): boolean {
  return (
    row.kind === 'exchanged' &&
    row.purpose === EXCHANGED_PURPOSE &&
    row.created_by === (event.data.origin.issuer ?? 'issuer') &&
    holds(() => {
      const { origin, login, ...more } = fromJson<StoredOrigin>(
        row.origin ?? '',
      );
      return (
        Object.keys(more).length === 0 &&
        hasOrigin(event, JSON.stringify(origin), texts) &&
        texts.holds(event, 'login', login)
      );
    })
  );
}
