import {
  AuditEventBody,
  parseAuditEventText,
  readStoredEvent,
  StoredEvent,
  verifyCommitment,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { AuditEventRow, listEventsAbout } from '../../database/auditEvents';
import { listAuditTexts } from '../../database/auditTexts';
import { readPseudonyms } from '../../database/people';
import { EventKeys } from '../../keys';
import { Claim, ClaimSubject, Testimony } from '../../records/claims/Claim';
import { ANSWER_EVIDENCE } from '../../records/claims/answerClaims';
import { EVALUATION_EVIDENCE } from '../../records/claims/evaluationClaims';
import { FACTS_EVIDENCE } from '../../records/claims/factsClaims';
import { POLICY_EVIDENCE } from '../../records/claims/policyClaims';
import { PROMOTION_EVIDENCE } from '../../records/claims/promotionClaims';
import { authenticateEvent } from '../authenticateEvent';
import { LegacyProofs } from './LegacyProofs';

const TYPES = [
  ...ANSWER_EVIDENCE,
  ...PROMOTION_EVIDENCE,
  ...EVALUATION_EVIDENCE,
  ...POLICY_EVIDENCE,
  ...FACTS_EVIDENCE,
];

/** Events of these types are read whatever they are about: few, and each says something of all the others. */
const EVERY = ['policy.activated', 'log.upgraded'];

/**
 * Reads what the log tells of the subjects of some claims.
 *
 * @remarks
 * An event counts with a valid MAC, whether it has its number yet or not. One from before there were MACs counts when it is in
 * the tree that the log's key signed.
 */
export async function readTestimony(
  db: Knex,
  claims: readonly Claim[],
  options: { keys: EventKeys; legacy: LegacyProofs },
): Promise<Testimony> {
  const rows = await listEventsAbout(db, {
    subjectIds: [...new Set(claims.map(({ subject }) => subject.id))],
    types: TYPES,
    everyOf: EVERY,
  });
  const { events, tampered } = await authenticate(db, rows, options);
  const pseudonyms = await readPseudonyms(db, [
    ...new Set(claims.flatMap(({ people }) => people)),
  ]);
  const texts = await readTexts(
    db,
    events,
    claims.flatMap(claim => claim.texts ?? []),
  );
  const bySubject = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = keyOf(event.subject);
    bySubject.set(key, [...(bySubject.get(key) ?? []), event]);
  }
  return {
    of: subject => bySubject.get(keyOf(subject)) ?? [],
    isTampered: subject => tampered.has(keyOf(subject)),
    activations: events.filter(event => event.type === 'policy.activated'),
    areActivationsTampered: rows.some(
      ({ id, type, sequence }) =>
        type === 'policy.activated' &&
        sequence !== null &&
        !events.some(({ eventId }) => eventId === id),
    ),
    pseudonymOf: userRef => pseudonyms.get(userRef),
    holdsText(event, field, text) {
      const told: { commitment: string } | undefined = Reflect.get(
        event.texts,
        field,
      );
      if (!told || text === undefined) {
        return !told && text === undefined;
      }
      const salt = texts.get(`${event.eventId} ${field}`);
      return (
        salt !== undefined &&
        verifyCommitment(told.commitment, { text, salt }, sha256)
      );
    },
  };
}

/** The events that the portal wrote, and the subjects of numbered ones that it did not. */
async function authenticate(
  db: Knex,
  rows: readonly AuditEventRow[],
  { keys, legacy }: { keys: EventKeys; legacy: LegacyProofs },
): Promise<{ events: StoredEvent[]; tampered: Set<string> }> {
  const authentic = new Set<AuditEventRow>();
  const old: AuditEventRow[] = [];
  let upgradedAt = Infinity;
  for (const row of rows) {
    if (row.mac === null && row.sequence !== null) {
      old.push(row);
    } else if (authenticateEvent(row, keys) === undefined) {
      authentic.add(row);
      const event = readEvent(row);
      if (event?.type === 'log.upgraded') {
        upgradedAt = Math.min(upgradedAt, event.data.size);
      }
    }
  }
  // From `log.upgraded` on, nothing counts without a MAC.
  const provable = old.filter(row => Number(row.sequence) < upgradedAt);
  for (const row of await legacy.prove(db, provable)) {
    authentic.add(row);
  }
  const events: StoredEvent[] = [];
  const tampered = new Set<string>();
  for (const row of rows) {
    const event = authentic.has(row) ? readEvent(row) : undefined;
    if (event) {
      events.push(event);
    } else if (row.sequence !== null) {
      tampered.add(
        keyOf({
          kind: row.subject_kind,
          id: row.subject_id,
          ...(row.chatbot === null ? {} : { chatbot: row.chatbot }),
        }),
      );
    }
  }
  return { events, tampered };
}

/** Salts by event and field, of texts that claims compare. */
async function readTexts(
  db: Knex,
  events: readonly StoredEvent[],
  fields: readonly string[],
): Promise<Map<string, string>> {
  const ids = events
    .filter(({ texts }) => fields.some(field => field in texts))
    .map(({ eventId }) => eventId);
  const rows = ids.length === 0 ? [] : await listAuditTexts(db, ids);
  return new Map(
    rows.map(({ event_id, field, salt }) => [`${event_id} ${field}`, salt]),
  );
}

function readEvent(row: AuditEventRow): StoredEvent | undefined {
  try {
    const body: AuditEventBody = parseAuditEventText(row.body);
    return readStoredEvent(body);
  } catch {
    return undefined;
  }
}

function keyOf({
  kind,
  chatbot,
  id,
}: Omit<ClaimSubject, 'kind'> & { kind: string }): string {
  return JSON.stringify([kind, chatbot ?? null, id]);
}
