import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Examples, ExampleName } from './Examples';
import { opensDialog, sees, Shot } from './Shot';
import { answerChanged, answerFailing, answerNever } from './standInAnswers';

const chatbot = (of: ExampleName) => (examples: Examples) =>
  `/catalog/default/component/${examples(of).chatbot}`;

/** A chatbot as it is before anybody accepted what was registered. */
const unaccepted = answerChanged<Api.ChatbotOverview>(
  '/chatbots/support-bot',
  overview => ({
    ...overview,
    chatbot: {
      ...overview.chatbot,
      riskClass: 'high',
      registeredRiskClass: 'limited',
      accepted: false,
    },
    permissions: { ...overview.permissions, mayProposeFacts: false },
    proposal: {
      id: '7a1f8a52-5a1c-4a54-9a0d-1c6d6b8f0001',
      chatbot: overview.chatbot.name,
      title: overview.chatbot.title,
      state: 'open',
      facts: overview.chatbot,
      inForce: { ...overview.chatbot, riskClass: 'high' },
      accepted: false,
      digest: 'b'.repeat(64),
      proposedBy: 'user:default/engineer',
      proposedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
      mayDecide: { allowed: true, reason: 'You are a registry reviewer.' },
      mayWithdraw: false,
    },
  }),
);

const card = (page: Parameters<Shot['ready']>[0]) =>
  page
    .getByRole('heading', { name: 'Registry facts' })
    .first()
    .scrollIntoViewIfNeeded();

/** Owner, risk class and repository of a chatbot: proposed, accepted, refused. */
export const factsShots: Shot[] = [
  {
    name: 'facts-unaccepted',
    user: 'reviewer-one',
    path: chatbot('support'),
    before: unaccepted,
    ready: async page => {
      await sees('Proposed: Limited — counts as High until accepted')(page);
      await card(page);
    },
  },
  {
    name: 'facts-change-longest',
    user: 'engineer',
    path: chatbot('longest'),
    ready: async page => {
      await sees('Waits for a second person')(page);
      await card(page);
    },
  },
  {
    name: 'facts-inbox-longest',
    user: 'reviewer-two',
    path: '/approvals',
    ready: async page => {
      await sees(/: change$/)(page);
      await page.keyboard.press('j');
    },
  },
  {
    name: 'facts-decide-dialog-longest',
    user: 'reviewer-two',
    path: '/approvals',
    ready: page => opensDialog(page, /: change$/),
  },
  {
    name: 'facts-decide-dialog-failed',
    user: 'reviewer-two',
    path: '/approvals',
    before: answerFailing('/facts-proposals/*/decision'),
    ready: async page => {
      const dialog = await opensDialog(page, /: change$/);
      await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
      await sees('The catalog does not answer')(page);
    },
  },
  {
    name: 'facts-propose-dialog',
    user: 'engineer',
    path: chatbot('support'),
    ready: page => opensDialog(page, 'Propose a change…'),
  },
  {
    name: 'facts-loading',
    user: 'lead',
    path: chatbot('support'),
    isLoading: true,
    before: answerNever('/chatbots/support-bot'),
    ready: async page => {
      await page.getByRole('status').first().waitFor();
      await card(page);
    },
  },
  {
    name: 'facts-error',
    user: 'lead',
    path: chatbot('support'),
    before: answerFailing('/chatbots/support-bot'),
    ready: async page => {
      await sees('The catalog does not answer')(page);
      await card(page);
    },
  },
];
