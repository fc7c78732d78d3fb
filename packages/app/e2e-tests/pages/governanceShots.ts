import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { opensDialog, sees, seesHeading, Shot } from './Shot';
import { Story, StoryName } from './Story';

const promotion =
  (of: StoryName, state: Api.PromotionState) => (story: Story) =>
    `/chatbots/promotions/${story(of).promotion(state)}`;

/** What reviewers and auditors work with, and the pages before that: sign-in and Create. */
export const governanceShots: Shot[] = [
  { name: 'sign-in', path: '/', ready: seesHeading('Who are you today?') },
  {
    name: 'create',
    user: 'engineer',
    path: '/create/templates/default/chatbot',
    ready: page => page.getByRole('textbox', { name: 'Purpose' }).waitFor(),
  },
  {
    name: 'inbox',
    user: 'reviewer-two',
    docs: 'narrow',
    path: '/approvals',
    ready: async page => {
      await sees(/support-bot · 1\.8\.2/)(page);
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
    name: 'promotion-deployed',
    user: 'lead',
    path: promotion('support', 'deployed'),
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
