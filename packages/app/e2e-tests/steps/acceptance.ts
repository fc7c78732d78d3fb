import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import assert from 'node:assert/strict';
import { MainJob, NEW_CHATBOT } from '../MainJob';
import { openPage } from '../navigation';

/** The engineer sees what the chatbot counts as; a reviewer accepts it from the inbox. */
export async function isAccepted(job: MainJob) {
  const { engineer, reader, reviewers } = job;
  const pending = 'Proposed: Limited — counts as High until accepted';
  await job.openChatbot(engineer);
  await engineer.getByText(pending).waitFor();
  await engineer
    .getByText('You proposed it; somebody else has to decide.')
    .waitFor();

  for (const role of ['Reviewer one', 'Reviewer two'] as const) {
    reviewers.push(await job.pageOf(role));
  }
  const [one] = reviewers;
  await openPage(one, 'Approvals');
  await one
    .getByRole('button', { name: `${NEW_CHATBOT.title}: new chatbot` })
    .click();
  const dialog = one.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await engineer.getByText(pending).waitFor({ state: 'detached' });
  const answer = await reader.get(
    `/api/chatbots/v1/chatbots/${NEW_CHATBOT.name}`,
  );
  const { chatbot }: Api.ChatbotOverview = await answer.json();
  assert.deepEqual([chatbot.riskClass, chatbot.accepted], ['limited', true]);
}
