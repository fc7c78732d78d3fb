import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import assert from 'node:assert/strict';
import { MainJob, NEW_CHATBOT } from '../MainJob';
import { openPage } from '../navigation';
import type { Operator } from '../operator';

/** The engineer sees what the chatbot counts as; a reviewer accepts it from the inbox. */
export async function isAccepted(job: MainJob) {
  const { engineer, reader, reviewers } = job;
  const pending = 'Proposed: Limited — counts as High until accepted';
  await job.openChatbot(engineer);
  await engineer.page.getByText(pending).waitFor();
  await engineer.page
    .getByText('You proposed it; somebody else has to decide.')
    .waitFor();

  for (const role of ['Reviewer one', 'Reviewer two'] as const) {
    reviewers.push(await job.personAs(role));
  }
  const [one] = reviewers;
  await openPage(one, 'Approvals');
  await acceptFacts(one, `${NEW_CHATBOT.title}: new chatbot`);

  await engineer.page.getByText(pending).waitFor({ state: 'detached' });
  const answer = await reader.get(
    `/api/chatbots/v1/chatbots/${NEW_CHATBOT.name}`,
  );
  const { chatbot }: Api.ChatbotOverview = await answer.json();
  assert.deepEqual([chatbot.riskClass, chatbot.accepted], ['limited', true]);
}

/** Accepts what is proposed of a chatbot, in the inbox, which is open. */
export async function acceptFacts(
  reviewer: Operator,
  name: string,
): Promise<void> {
  const { page } = reviewer;
  const entry = page.getByRole('button', { name });
  await reviewer.openEntry(entry);
  const dialog = page.getByRole('dialog');
  await reviewer.press(
    dialog.getByRole('button', { name: 'Accept', exact: true }),
  );
  await dialog.waitFor({ state: 'detached' });
  await entry.waitFor({ state: 'detached' });
  await reviewer.keepsFocus('facts were accepted');
}
