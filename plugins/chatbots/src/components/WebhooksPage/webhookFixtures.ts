import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { hoursAgo, hoursAhead, idOf } from '../../__testUtils__';

/** A target that hears of everything, and one that is down. @internal */
export function webhookTargetsFixture(): Api.WebhookTargetList {
  return {
    items: [
      {
        id: 'change-tickets',
        url: 'https://tickets.example/hooks/chatbots',
        state: 'healthy',
        lastDeliveredAt: hoursAgo(1),
        outstanding: 0,
        failed: 0,
      },
      {
        id: 'team-chat',
        url: 'https://chat.example/hooks/1',
        types: ['promotion.approved'],
        owners: ['group:default/chatbot-team'],
        state: 'failing',
        failingSince: hoursAgo(30),
        outstanding: 1,
        failed: 2,
      },
    ],
  };
}

/** A delivery to the target that is down. @internal */
export function webhookDeliveryFixture(
  overrides: Partial<Api.WebhookDelivery> = {},
): Api.WebhookDelivery {
  return {
    id: idOf(701),
    target: 'team-chat',
    eventId: idOf(1041),
    sequence: 1041,
    type: 'promotion.approved',
    chatbot: 'support-bot',
    state: 'failed',
    createdAt: hoursAgo(30),
    attempts: 11,
    lastAttemptAt: hoursAgo(6),
    responseStatus: 503,
    problem: 'status',
    ...overrides,
  };
}

/** One of each state. @internal */
export function webhookDeliveriesFixture(): Api.WebhookDeliveryList {
  return {
    items: [
      webhookDeliveryFixture({
        id: idOf(703),
        state: 'pending',
        attempts: 1,
        nextAttemptAt: hoursAhead(1),
        responseStatus: undefined,
        problem: 'connection-failed',
      }),
      webhookDeliveryFixture({
        id: idOf(702),
        target: 'change-tickets',
        type: 'audit.exported',
        chatbot: undefined,
        state: 'delivered',
        attempts: 1,
        responseStatus: 204,
        problem: undefined,
      }),
      webhookDeliveryFixture(),
    ],
  };
}

/** A delivery with what was sent. @internal */
export function webhookDetailFixture(
  overrides: Partial<Api.WebhookDelivery> = {},
): Api.WebhookDeliveryDetail {
  return {
    delivery: webhookDeliveryFixture(overrides),
    body: '{"type":"promotion.approved","timestamp":"2026-01-02T03:04:05.678Z","data":{"sequence":1041}}',
    history: [
      {
        at: hoursAgo(30),
        milliseconds: 12,
        problem: 'connection-failed',
        detail: 'ECONNREFUSED',
      },
      { at: hoursAgo(6), milliseconds: 210, status: 503, problem: 'status' },
    ],
  };
}
