import assert from 'node:assert/strict';
import { MainJob } from '../MainJob';
import { contentTab, openPage } from '../navigation';

/** Of the example history: a rollout whose pipeline reports no more. */
const STUCK = { name: 'docs-bot', title: 'Docs bot' };
const REASON = 'Its runner was taken down in the middle of the rollout.';

/** Closes a deployment that nobody reports on any more, by click and with a reason, so that its stage is free again. */
export async function closesDeployment(job: MainJob) {
  const { reader } = job;
  const administrator = await job.pageOf('Platform admin');
  await openPage(administrator, 'Chatbots');
  await administrator.getByText(STUCK.title, { exact: true }).first().click();
  await contentTab(administrator, 'Approvals').click();
  await administrator
    .getByRole('region', { name: 'Open' })
    .getByRole('link', { name: / to production$/ })
    .click();
  await administrator.waitForURL('**/chatbots/promotions/*');
  const id = new URL(administrator.url()).pathname.split('/').at(-1);

  await administrator
    .getByRole('button', { name: 'Close deployment…' })
    .click();
  const dialog = administrator.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Close as failed' });
  await confirm.click();
  await dialog.getByText(/^Say how you know/).waitFor();
  await dialog.getByLabel('Reason (required)').fill(REASON);
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  await administrator.getByText(REASON).first().waitFor();

  const answer = await reader.get(`/api/chatbots/v1/promotions/${id}`);
  const { promotion } = await answer.json();
  assert.deepEqual(
    [promotion.chatbot, promotion.state],
    [STUCK.name, 'failed'],
  );
}
