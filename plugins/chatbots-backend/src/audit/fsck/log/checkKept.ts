import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { listTokensById } from '../../../database/pipelineTokens';
import { listKeptRecords, RecordPlace } from '../../../database/recordEvents';
import { batches, FsckContext } from '../FsckContext';
import { revokedBy } from './LogSource';

const PROMOTION: RecordPlace = {
  table: 'promotions',
  key: 'id',
  chatbot: 'chatbot',
};
const DEPLOYMENT: RecordPlace = { ...PROMOTION, table: 'deployments' };
const POLICY: RecordPlace = {
  table: 'policies',
  key: 'number',
  isNumber: true,
};

/** Where the record is kept that each event is about; nowhere for what is removed in time, or has its record by another event. */
const KEPT: Record<EventType, RecordPlace | undefined> = {
  'chatbot.registered': { table: 'chatbots', key: 'name', chatbot: 'name' },
  'chatbot.facts-changed': undefined,
  'chatbot.facts-proposed': { ...PROMOTION, table: 'facts_proposals' },
  'chatbot.facts-accepted': undefined,
  'chatbot.facts-rejected': undefined,
  'chatbot.facts-withdrawn': undefined,
  'token.issued': undefined,
  'token.exchanged': undefined,
  'token.revoked': undefined,
  'version.reported': {
    table: 'model_versions',
    key: 'version',
    chatbot: 'chatbot',
  },
  'evaluation.reported': { ...PROMOTION, table: 'evaluations' },
  'policy.proposed': POLICY,
  'policy.approved': undefined,
  'policy.activated': POLICY,
  'promotion.requested': PROMOTION,
  'promotion.reopened': undefined,
  'promotion.rebound': undefined,
  'promotion.answered': undefined,
  'promotion.decided': undefined,
  'promotion.decision-withdrawn': undefined,
  'promotion.approved': undefined,
  'promotion.withdrawn': undefined,
  'promotion.rejected': undefined,
  'promotion.expired': undefined,
  'promotion.void': undefined,
  'promotion.superseded': undefined,
  'promotion.workflow-requested': undefined,
  'promotion.workflow-started': undefined,
  'promotion.workflow-failed': undefined,
  'promotion.released': undefined,
  'promotion.deploying': undefined,
  'deployment.step-reported': undefined,
  'deployment.deployed': DEPLOYMENT,
  'deployment.rolled-back': DEPLOYMENT,
  'deployment.failed': DEPLOYMENT,
  'promotion.deployed': undefined,
  'promotion.rolled-back': undefined,
  'promotion.failed': undefined,
  'webhook.redelivered': undefined,
  'audit.exported': undefined,
  'log.upgraded': undefined,
  'log.anchored': undefined,
  'log.anchor-replaced': undefined,
  'log.continued': undefined,
};

/** An event with its number. */
export interface Numbered {
  sequence: number;
  event: StoredEvent;
}

/** Finds what some events tell of and no table has any more, and tokens that they revoked and that still work. */
export async function checkKept(
  context: FsckContext,
  events: readonly Numbered[],
): Promise<void> {
  const places = new Map<RecordPlace, Numbered[]>();
  for (const one of events) {
    const place = KEPT[one.event.type];
    if (place) {
      places.set(place, [...(places.get(place) ?? []), one]);
    }
  }
  for (const [place, told] of places) {
    await checkPlace(context, place, told);
  }
  await checkRevoked(context, events);
}

async function checkPlace(
  { knex, findings }: FsckContext,
  place: RecordPlace,
  told: readonly Numbered[],
): Promise<void> {
  const ids = told.map(({ event }) => event.subject.id);
  const kept = new Set<string>();
  for (const some of batches(ids)) {
    for (const row of await listKeptRecords(knex, place, some)) {
      kept.add(keyOf(row.chatbot, row.id));
    }
  }
  for (const { sequence, event } of told) {
    const { subject, type } = event;
    const chatbot = 'chatbot' in subject ? subject.chatbot : null;
    if (!kept.has(keyOf(chatbot, subject.id))) {
      findings.add({
        code: 'record-missing',
        sequence,
        message: `Event ${sequence} (${type}) tells of ${subject.id}${
          chatbot === null ? '' : ` of ${chatbot}`
        }, which ${place.table} does not have`,
      });
    }
  }
}

/** A token that is not there any more works no longer either. */
async function checkRevoked(
  { knex, findings }: FsckContext,
  events: readonly Numbered[],
): Promise<void> {
  const revoked = new Map(
    events.flatMap(({ event }) =>
      [
        ...revokedBy(event),
        ...(event.type === 'token.revoked' ? [event.subject.id] : []),
      ].map(id => [id, event.occurredAt] as const),
    ),
  );
  for (const ids of batches(revoked.keys())) {
    for (const row of await listTokensById(knex, ids)) {
      if (row.revoked_at !== revoked.get(row.id)) {
        findings.add({
          code: 'token-changed',
          message: `Pipeline token ${row.id} of ${row.chatbot} was revoked, and its row says otherwise`,
        });
      }
    }
  }
}

function keyOf(chatbot: string | null, id: string): string {
  return JSON.stringify([chatbot, id]);
}
