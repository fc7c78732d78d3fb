import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { LONGEST } from './longestNames';
import { opensDialog, sees, Shot } from './Shot';
import {
  answerFailing,
  answerNever,
  answerNothing,
  answerWith,
} from './standInAnswers';

const TARGETS = '/webhooks';
const LIST = '/webhooks/deliveries?*';
const ONE = '/webhooks/deliveries/*';
const ID = '00000000-0000-4000-8000-000000000701';

const hoursAgo = (hours: number) =>
  new Date(Date.now() - hours * 3_600_000).toISOString();

/** One that takes everything, and one that does not. */
export const targets: Api.WebhookTarget[] = [
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
    url: 'https://chat.example/hooks/support',
    types: ['promotion.requested', 'promotion.approved'],
    owners: ['group:default/chatbot-team'],
    state: 'failing',
    lastDeliveredAt: hoursAgo(31),
    failingSince: hoursAgo(30),
    outstanding: 1,
    failed: 1,
  },
];

const delivery: Api.WebhookDelivery = {
  id: ID,
  target: 'team-chat',
  eventId: '5f0c8f3e-7d1c-4f7e-9a77-0d7f6d1f2a10',
  sequence: 1041,
  type: 'promotion.approved',
  chatbot: 'support-bot',
  state: 'failed',
  createdAt: hoursAgo(30),
  attempts: 3,
  lastAttemptAt: hoursAgo(6),
  responseStatus: 503,
  problem: 'status',
};

const deliveries: Api.WebhookDelivery[] = [
  {
    ...delivery,
    id: '00000000-0000-4000-8000-000000000703',
    type: 'promotion.requested',
    sequence: 1050,
    state: 'pending',
    createdAt: hoursAgo(1),
    attempts: 4,
    nextAttemptAt: hoursAgo(-1),
    responseStatus: undefined,
    problem: 'connection-failed',
  },
  {
    ...delivery,
    id: '00000000-0000-4000-8000-000000000702',
    target: 'change-tickets',
    state: 'delivered',
    attempts: 1,
    responseStatus: 204,
    problem: undefined,
  },
  delivery,
];

function detailOf(one: Api.WebhookDelivery): Api.WebhookDeliveryDetail {
  const event = {
    id: one.eventId,
    sequence: one.sequence,
    type: one.type,
    occurredAt: one.createdAt,
    recordedAt: one.createdAt,
    actor: { kind: 'service', subject: 'portal' },
    subject: { kind: 'promotion', chatbot: one.chatbot, id: ID },
    data: {
      version: '1.8.2-77bc01d-81',
      digest: 'f'.repeat(64),
      stage: 'production',
      from: 'requested',
    },
    people: {},
  };
  return {
    delivery: one,
    body: JSON.stringify({
      type: one.type,
      timestamp: one.createdAt,
      data: event,
    }),
    history: [
      {
        at: hoursAgo(30),
        milliseconds: 12,
        problem: 'connection-failed',
        detail: 'ECONNREFUSED',
      },
      {
        at: hoursAgo(29),
        milliseconds: 3,
        problem: 'address-refused',
      },
      { at: hoursAgo(6), milliseconds: 210, status: 503, problem: 'status' },
    ],
  };
}

const usual = answerWith({
  [TARGETS]: { items: targets },
  [LIST]: { items: deliveries },
  [ONE]: detailOf(delivery),
});

const longest = {
  ...delivery,
  target: 'a'.repeat(30),
  chatbot: LONGEST.chatbot,
};

/** Webhooks, with answers that stand in for receivers. */
export const webhookShots: Shot[] = [
  {
    name: 'webhooks',
    user: 'platform-admin',
    docs: 'wide',
    path: '/webhooks',
    before: usual,
    ready: sees('Promotion requested'),
  },
  {
    name: 'webhooks-delivery',
    user: 'platform-admin',
    path: `/webhooks?delivery=${ID}`,
    before: usual,
    ready: sees('Body that was sent last'),
  },
  {
    name: 'webhooks-redeliver-dialog',
    user: 'platform-admin',
    path: '/webhooks',
    before: usual,
    ready: page => opensDialog(page, 'Redeliver what was given up…'),
  },
  {
    name: 'webhooks-longest',
    user: 'platform-admin',
    path: `/webhooks?delivery=${ID}`,
    before: answerWith({
      [TARGETS]: {
        items: [
          {
            ...targets[1],
            id: longest.target,
            url: `https://receiver.example/${'path/'.repeat(40)}`,
            types: Array(12).fill('promotion.decision-withdrawn'),
            owners: Array(8).fill(`group:default/${LONGEST.group}`),
            state: 'gone',
            goneAt: hoursAgo(2),
            outstanding: 123456,
            failed: 1234567,
          },
        ],
      },
      [LIST]: { items: [longest] },
      [ONE]: detailOf(longest),
    }),
    ready: sees('Body that was sent last'),
  },
  {
    name: 'empty-webhooks',
    user: 'platform-admin',
    path: '/webhooks',
    before: answerNothing(TARGETS, LIST),
    ready: sees('No webhooks yet'),
  },
  {
    name: 'loading-webhooks',
    user: 'platform-admin',
    path: '/webhooks',
    isLoading: true,
    before: answerNever(TARGETS, LIST),
    ready: page => page.locator('.bui-Skeleton').first().waitFor(),
  },
  {
    name: 'error-webhooks',
    user: 'platform-admin',
    path: '/webhooks',
    before: answerFailing(TARGETS, LIST),
    ready: sees('Try again in a minute.'),
  },
  {
    name: 'webhooks-refused',
    user: 'engineer',
    path: '/webhooks',
    ready: sees('This page is for administrators'),
  },
];
