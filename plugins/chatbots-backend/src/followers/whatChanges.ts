import {
  EventType,
  isEventType,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** Whose pages, summaries and versions an event changes. */
export type Changes = 'its-chatbot' | 'every-chatbot' | 'no-chatbot';

const CHANGES: Record<EventType, Changes> = {
  'chatbot.registered': 'its-chatbot',
  'chatbot.facts-changed': 'its-chatbot',
  'token.issued': 'no-chatbot',
  'token.exchanged': 'no-chatbot',
  'token.revoked': 'no-chatbot',
  'version.reported': 'its-chatbot',
  'evaluation.reported': 'its-chatbot',
  'policy.proposed': 'no-chatbot',
  'policy.approved': 'no-chatbot',
  'policy.activated': 'every-chatbot',
  'promotion.requested': 'its-chatbot',
  'promotion.reopened': 'its-chatbot',
  'promotion.rebound': 'its-chatbot',
  'promotion.decided': 'its-chatbot',
  'promotion.decision-withdrawn': 'its-chatbot',
  'promotion.approved': 'its-chatbot',
  'promotion.withdrawn': 'its-chatbot',
  'promotion.rejected': 'its-chatbot',
  'promotion.expired': 'its-chatbot',
  'promotion.void': 'its-chatbot',
  'promotion.superseded': 'its-chatbot',
  'promotion.released': 'its-chatbot',
  'promotion.deploying': 'its-chatbot',
  'deployment.step-reported': 'its-chatbot',
  'deployment.deployed': 'its-chatbot',
  'deployment.rolled-back': 'its-chatbot',
  'deployment.failed': 'its-chatbot',
  'promotion.deployed': 'its-chatbot',
  'promotion.rolled-back': 'its-chatbot',
  'promotion.failed': 'its-chatbot',
  'audit.exported': 'no-chatbot',
  'log.upgraded': 'no-chatbot',
};

/** Whom an event changes. What another version of the portal recorded may concern its chatbot. */
export function whatChanges(type: string): Changes {
  return isEventType(type) ? CHANGES[type] : 'its-chatbot';
}
