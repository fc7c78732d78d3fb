import type { ReasonDescription } from './ReasonDescription';

/** Reasons that concern webhooks and what is delivered to them. @internal */
export const webhookCodes = {
  'webhook-unknown': {
    status: 404,
    title: 'Unknown webhook',
    hint: 'Use the id of a target below chatbots.sinks.webhooks in the configuration.',
  },
  'webhook-delivery-unknown': {
    status: 404,
    title: 'Unknown delivery',
    hint: 'Use the id of a delivery in the list; deliveries are kept for 30 days.',
  },
} as const satisfies Record<string, ReasonDescription>;
