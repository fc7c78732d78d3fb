import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/**
 * What an event changes of what people see: nothing, what pages and the catalog show of its chatbot, its chatbot's gates too, or
 * the gates of every chatbot.
 */
export type EventEffect = 'nothing' | 'chatbot' | 'gates' | 'every-gate';

/**
 * The effect of each event. Separation of duties is told of promotions only, so what people decide there changes no gate of a
 * version.
 */
export const EVENT_EFFECTS: Record<EventType, EventEffect> = {
  'chatbot.registered': 'chatbot',
  'chatbot.facts-changed': 'gates',
  'chatbot.facts-proposed': 'chatbot',
  'chatbot.facts-accepted': 'gates',
  'chatbot.facts-rejected': 'chatbot',
  'chatbot.facts-withdrawn': 'chatbot',
  'token.issued': 'nothing',
  'token.exchanged': 'nothing',
  'token.revoked': 'nothing',
  'version.reported': 'gates',
  'evaluation.reported': 'gates',
  'policy.proposed': 'nothing',
  'policy.approved': 'nothing',
  'policy.activated': 'every-gate',
  'promotion.requested': 'chatbot',
  'promotion.reopened': 'chatbot',
  'promotion.rebound': 'chatbot',
  'promotion.answered': 'chatbot',
  'promotion.decided': 'chatbot',
  'promotion.decision-withdrawn': 'chatbot',
  'promotion.approved': 'chatbot',
  'promotion.withdrawn': 'chatbot',
  'promotion.rejected': 'chatbot',
  'promotion.expired': 'chatbot',
  'promotion.void': 'chatbot',
  'promotion.superseded': 'chatbot',
  'promotion.workflow-requested': 'chatbot',
  'promotion.workflow-started': 'chatbot',
  'promotion.workflow-failed': 'chatbot',
  'promotion.released': 'chatbot',
  // Opens the deployment.
  'promotion.deploying': 'gates',
  'deployment.step-reported': 'chatbot',
  'deployment.deployed': 'gates',
  'deployment.rolled-back': 'gates',
  'deployment.failed': 'gates',
  'promotion.deployed': 'chatbot',
  'promotion.rolled-back': 'chatbot',
  'promotion.failed': 'chatbot',
  'webhook.redelivered': 'nothing',
  'audit.exported': 'nothing',
  'log.upgraded': 'nothing',
  'log.anchored': 'nothing',
  'log.anchor-replaced': 'nothing',
  'log.continued': 'nothing',
};

/** Types of the events that change their chatbot's gates. */
export const GATE_EVENTS = typesOf('gates');

/** Types of the events that change their chatbot. */
export const CHATBOT_EVENTS = [...typesOf('chatbot'), ...GATE_EVENTS];

function typesOf(wanted: EventEffect): readonly string[] {
  return Object.entries(EVENT_EFFECTS).flatMap(([type, effect]) =>
    effect === wanted ? [type] : [],
  );
}

/** The chatbot that an event changes; undefined for none, and for an event that changes all of them. */
export function changedChatbot(event: StoredEvent): string | undefined {
  const { subject } = event;
  const effect = EVENT_EFFECTS[event.type];
  return (effect === 'chatbot' || effect === 'gates') && 'chatbot' in subject
    ? subject.chatbot
    : undefined;
}
