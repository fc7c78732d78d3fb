import { describeReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** What happened, in the first words of the line. */
const WORDS: Record<EventType, string> = {
  'chatbot.registered': 'Chatbot registered',
  'chatbot.facts-changed': 'Chatbot facts changed',
  'chatbot.facts-proposed': 'Chatbot facts proposed',
  'chatbot.facts-accepted': 'Chatbot facts accepted',
  'chatbot.facts-rejected': 'Chatbot facts rejected',
  'chatbot.facts-withdrawn': 'Chatbot facts proposal withdrawn',
  'token.issued': 'Token issued',
  'token.exchanged': 'Token exchanged',
  'token.revoked': 'Token revoked',
  'version.reported': 'Version reported',
  'evaluation.reported': 'Evaluation reported',
  'policy.proposed': 'Policy proposed',
  'policy.approved': 'Policy approved',
  'policy.activated': 'Policy activated',
  'promotion.requested': 'Promotion requested',
  'promotion.reopened': 'Promotion reopened',
  'promotion.rebound': 'Promotion rebound',
  'promotion.answered': 'Outside system answered',
  'promotion.decided': 'Promotion decided',
  'promotion.decision-withdrawn': 'Promotion decision withdrawn',
  'promotion.approved': 'Promotion approved',
  'promotion.withdrawn': 'Promotion withdrawn',
  'promotion.rejected': 'Promotion rejected',
  'promotion.expired': 'Promotion expired',
  'promotion.void': 'Promotion void',
  'promotion.superseded': 'Promotion superseded',
  'promotion.workflow-requested': 'Deploy workflow requested',
  'promotion.workflow-started': 'Deploy workflow started',
  'promotion.workflow-failed': 'Deploy workflow not started',
  'promotion.released': 'Promotion released',
  'promotion.deploying': 'Promotion deploying',
  'deployment.step-reported': 'Deployment step reported',
  'deployment.deployed': 'Deployment deployed',
  'deployment.rolled-back': 'Deployment rolled back',
  'deployment.failed': 'Deployment failed',
  'promotion.deployed': 'Promotion deployed',
  'promotion.rolled-back': 'Promotion rolled back',
  'promotion.failed': 'Promotion failed',
  'webhook.redelivered': 'Webhook deliveries sent again',
  'audit.exported': 'Audit exported',
  'log.upgraded': 'Log upgraded',
  'log.anchored': 'Log anchored',
  'log.anchor-replaced': 'Anchor replaced',
  'log.continued': 'Log continued',
};

/**
 * One line for a list: what happened to what, with the facts a reader looks for first, and what came of it and why in words.
 *
 * @param titleOf - what a chatbot is called
 */
export function summarizeEvent(
  { type, subject, data }: StoredEvent,
  titleOf: (chatbot: string) => string,
): string {
  const about = [
    'chatbot' in subject ? titleOf(subject.chatbot) : undefined,
    'version' in data ? data.version : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
  const stage = 'stage' in data && data.stage ? ` → ${data.stage}` : '';
  const ending = [outcomeOf(data), reasonOf(data)]
    .filter(Boolean)
    .map(words => `, ${words}`)
    .join('');
  return `${WORDS[type]}${about ? `: ${about}` : ''}${stage}${ending}`;
}

/** Everything that changed where it is void, and else the one reason. */
function reasonOf(data: StoredEvent['data']): string {
  const { reasonCode, reasonCodes = reasonCode ? [reasonCode] : [] } = data as {
    reasonCode?: string;
    reasonCodes?: readonly string[];
  };
  return reasonCodes.map(describeReason).join(', ');
}

/** What came of it, where the type alone does not say so. */
function outcomeOf(data: StoredEvent['data']): string | undefined {
  if ('decision' in data) {
    return data.decision === 'approve' ? 'approved' : 'rejected';
  }
  return 'status' in data ? data.status : undefined;
}
