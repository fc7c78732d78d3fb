import assert from 'node:assert/strict';
import { eventually } from '../eventually';
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
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(REASON);
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

/** Opens the delivery that a dead receiver missed, and sends it again by click once the receiver lives. */
export async function redelivers(job: MainJob) {
  const { webhook } = job;
  const administrator = await job.pageOf('Platform admin');
  await openPage(administrator, 'Webhooks');
  await administrator.getByText('Failing', { exact: true }).first().waitFor();
  await administrator
    .getByText(new RegExp(`^${STUCK.title} · `))
    .first()
    .click();
  await administrator
    .getByRole('heading', { name: /^Delivery: Promotion failed/ })
    .waitFor();
  const attempts = administrator.getByRole('list', { name: 'Attempts' });
  await attempts
    .getByText(/^No connection · ECONNREFUSED/)
    .first()
    .waitFor();
  const id = await administrator
    .getByText(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .first()
    .innerText();

  await webhook.listen();
  await administrator
    .getByRole('button', { name: 'Redeliver', exact: true })
    .click();
  await administrator
    .getByText('The delivery is sent again with the same id.')
    .waitFor();
  // Two, if the next attempt of its own was due at the same moment.
  await attempts
    .getByText(/^HTTP 204/)
    .first()
    .waitFor();
  const payload = await eventually(async () => webhook.verified(id), {
    what: 'The request that was sent again',
    timeout: 10_000,
  });
  const { type, data } = Object(payload);
  assert.equal(type, 'promotion.failed');
  assert.equal(data.id, id);
  assert.equal(data.subject.chatbot, STUCK.name);
}
