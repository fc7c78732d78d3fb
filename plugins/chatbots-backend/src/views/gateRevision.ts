import { EventType } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { ChatbotRevision, findChatbotRevision } from '../database/auditEvents';

/** Whose gates an event can change. Separation of duties is told of promotions only, so nothing that they do is here. */
export const GATE_CHANGES: Record<
  EventType,
  'its-chatbot' | 'every-chatbot' | 'no-chatbot'
> = {
  'chatbot.registered': 'no-chatbot',
  'chatbot.facts-changed': 'its-chatbot',
  'token.issued': 'no-chatbot',
  'token.exchanged': 'no-chatbot',
  'token.revoked': 'no-chatbot',
  'version.reported': 'its-chatbot',
  'evaluation.reported': 'its-chatbot',
  'policy.proposed': 'no-chatbot',
  'policy.approved': 'no-chatbot',
  'policy.activated': 'every-chatbot',
  'promotion.requested': 'no-chatbot',
  'promotion.reopened': 'no-chatbot',
  'promotion.rebound': 'no-chatbot',
  'promotion.decided': 'no-chatbot',
  'promotion.decision-withdrawn': 'no-chatbot',
  'promotion.approved': 'no-chatbot',
  'promotion.withdrawn': 'no-chatbot',
  'promotion.rejected': 'no-chatbot',
  'promotion.expired': 'no-chatbot',
  'promotion.void': 'no-chatbot',
  'promotion.superseded': 'no-chatbot',
  'promotion.released': 'no-chatbot',
  // Opens the deployment.
  'promotion.deploying': 'its-chatbot',
  'deployment.step-reported': 'no-chatbot',
  'deployment.deployed': 'its-chatbot',
  'deployment.rolled-back': 'its-chatbot',
  'deployment.failed': 'its-chatbot',
  'promotion.deployed': 'no-chatbot',
  'promotion.rolled-back': 'no-chatbot',
  'promotion.failed': 'no-chatbot',
  'audit.exported': 'no-chatbot',
  'log.upgraded': 'no-chatbot',
};

const TYPES = Object.entries(GATE_CHANGES).flatMap(([type, whose]) =>
  whose === 'its-chatbot' ? [type] : [],
);

/** Where a chatbot's history stands as far as it concerns gates: an evaluation of another revision is out of date. */
export async function findGateRevision(
  db: Knex,
  chatbot: string,
): Promise<ChatbotRevision> {
  return findChatbotRevision(db, chatbot, TYPES);
}
