import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { opensDialog, sees, seesHeading, Shot } from './Shot';
import type { Page } from 'playwright-core';
import { Examples, ExampleName } from './Examples';

const promotion =
  (of: ExampleName, state: Api.PromotionState) => (examples: Examples) =>
    `/chatbots/promotions/${examples(of).promotion(state)}`;

/** Goes through the form of the template, to the page before the chatbot is made. */
async function fillsForm(page: Page) {
  for (const [label, text] of [
    ['Name', 'returns-bot'],
    ['Title', 'Returns bot'],
    ['Purpose', 'Answers what can be sent back.'],
  ]) {
    await page.getByRole('textbox', { name: label }).fill(text);
  }
  await page.getByRole('textbox', { name: 'Owner' }).click();
  await page.getByRole('option', { name: 'Chatbot team' }).click();
  for (const heading of [
    'Model provider',
    'Workflow files for a CI system',
    'Files for you to apply',
  ]) {
    await page.getByRole('button', { name: 'Next' }).click();
    await sees(heading)(page);
  }
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('cell', { name: 'Returns bot' }).waitFor();
}

/** Pages of Backstage that Material UI draws. */
const backstageShots: Shot[] = [
  {
    name: 'backstage-catalog',
    user: 'engineer',
    isBackstages: true,
    path: '/catalog?filters[kind]=component&filters[user]=all',
    ready: sees('Support bot'),
  },
  {
    name: 'backstage-templates',
    user: 'engineer',
    isBackstages: true,
    path: '/create',
    ready: page =>
      page.getByRole('button', { name: 'Choose' }).first().waitFor(),
  },
  {
    name: 'backstage-settings',
    user: 'engineer',
    isBackstages: true,
    path: '/settings',
    ready: sees('Appearance'),
  },
  {
    name: 'backstage-notifications',
    user: 'engineer',
    isBackstages: true,
    path: '/notifications',
    ready: sees(/Unread notifications/),
  },
  {
    name: 'backstage-search',
    user: 'engineer',
    isBackstages: true,
    path: '/search?query=bot',
    ready: sees('Results per page:'),
  },
  {
    name: 'backstage-tasks',
    user: 'engineer',
    isBackstages: true,
    path: '/create/tasks',
    ready: seesHeading('Tasks'),
  },
  {
    name: 'backstage-review',
    user: 'engineer',
    isBackstages: true,
    path: '/create/templates/default/chatbot',
    ready: fillsForm,
  },
];

/** What reviewers and auditors work with, and the pages before that: sign-in and Create. */
export const governanceShots: Shot[] = [
  ...backstageShots,
  { name: 'sign-in', path: '/', ready: seesHeading('Who are you today?') },
  {
    name: 'create',
    user: 'engineer',
    path: '/create/templates/default/chatbot',
    // The words below a field come after the field.
    ready: sees(/can't be changed later/),
  },
  {
    name: 'inbox',
    user: 'reviewer-two',
    docs: 'narrow',
    path: '/approvals',
    ready: async page => {
      await sees(/Support bot · 1\.8\.2/)(page);
      // As `j` does: the row that Enter opens has to be seen.
      await page.keyboard.press('j');
    },
  },
  {
    name: 'promotion-open',
    user: 'reviewer-two',
    docs: 'wide',
    path: promotion('support', 'requested'),
    ready: sees('What policy asks'),
  },
  {
    name: 'promotion-open-longest',
    user: 'reviewer-two',
    path: promotion('longest', 'requested'),
    ready: sees('What policy asks'),
  },
  {
    name: 'promotion-requester',
    user: 'engineer',
    path: promotion('support', 'requested'),
    ready: sees(/You may not decide/),
  },
  {
    name: 'withdraw-dialog',
    user: 'engineer',
    path: promotion('support', 'requested'),
    ready: page => opensDialog(page, 'Withdraw request'),
  },
  {
    name: 'promotion-deployed',
    user: 'lead',
    path: promotion('support', 'deployed'),
    ready: sees('What policy asks'),
  },
  {
    name: 'promotion-first',
    user: 'reviewer-two',
    path: examples =>
      `/chatbots/promotions/${examples('docs').firstTo('production')}`,
    ready: sees('What policy asks'),
  },
  {
    name: 'promotion-rolling-out',
    user: 'lead',
    path: promotion('docs', 'deploying'),
    ready: sees('What policy asks'),
  },
  {
    name: 'promotion-rolled-back-longest',
    user: 'lead',
    path: promotion('longest', 'rolled-back'),
    ready: sees('What policy asks'),
  },
  {
    name: 'promotion-rejected',
    user: 'engineer',
    path: promotion('hr', 'rejected'),
    ready: sees('What policy asks'),
  },
  {
    name: 'approve-dialog',
    user: 'reviewer-two',
    path: promotion('longest', 'requested'),
    ready: page => opensDialog(page, 'Approve…'),
  },
  {
    name: 'reject-dialog',
    user: 'reviewer-two',
    path: promotion('support', 'requested'),
    ready: page => opensDialog(page, 'Reject…'),
  },
  {
    name: 'close-deployment-dialog',
    user: 'platform-admin',
    path: promotion('docs', 'deploying'),
    ready: page => opensDialog(page, 'Close deployment…'),
  },
  {
    name: 'audit',
    user: 'auditor',
    docs: 'wide',
    path: '/audit',
    ready: sees('Anchors'),
  },
  {
    name: 'audit-filtered',
    user: 'auditor',
    path: '/audit?from=2026-01-05&to=2026-02-11&chatbot=support-bot&type=promotion.approved&actor=user:default/lead',
    ready: sees('Clear filters'),
  },
  {
    name: 'audit-event',
    user: 'auditor',
    path: '/audit?event=40',
    ready: sees('Inclusion proof'),
  },
  {
    name: 'audit-export-dialog',
    user: 'auditor',
    path: '/audit',
    ready: page => opensDialog(page, 'Export…'),
  },
];
