import {
  EVENT_TYPES,
  EventType,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { listLostRecords } from '../../database/recordEvents';
import { Finding } from './Finding';

/** Table and key of a record that is never removed. */
type Kept = readonly [table: string, column: string];

const PROMOTION: Kept = ['promotions', 'id'];
const DEPLOYMENT: Kept = ['deployments', 'id'];

/** Where the record is kept that each event is about; nowhere for what is removed in time or belongs to no chatbot. */
const KEPT: Record<EventType, Kept | undefined> = {
  'chatbot.registered': ['chatbots', 'name'],
  'chatbot.facts-changed': undefined,
  'chatbot.facts-proposed': ['facts_proposals', 'id'],
  'chatbot.facts-accepted': undefined,
  'chatbot.facts-rejected': undefined,
  'chatbot.facts-withdrawn': undefined,
  'token.issued': undefined,
  'token.exchanged': undefined,
  'token.revoked': undefined,
  'version.reported': ['model_versions', 'version'],
  'evaluation.reported': ['evaluations', 'id'],
  'policy.proposed': undefined,
  'policy.approved': undefined,
  'policy.activated': undefined,
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
};

/** Named at most, of each kind. */
const NAMED = 20;

/** Finds what the log tells of and no table has any more. */
export async function checkMissing(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  for (const type of EVENT_TYPES) {
    const kept = KEPT[type];
    if (kept) {
      findings.push(...(await missingOf(knex, size, type, kept)));
    }
  }
}

async function missingOf(
  knex: Knex,
  size: number,
  type: EventType,
  [table, column]: Kept,
): Promise<Finding[]> {
  const rows = await listLostRecords(knex, {
    type,
    size,
    table,
    column,
    limit: NAMED,
  });
  return rows.map(row => ({
    code: 'record-missing',
    sequence: Number(row.sequence),
    message: `Event ${row.sequence} (${type}) tells of ${row.subject_id} of ${row.chatbot}, which ${table} does not have`,
  }));
}
