import assert from 'node:assert/strict';
import { eventually } from '../eventually';
import { MainJob } from '../MainJob';
import { contentTab, openPage } from '../navigation';
import { acceptFacts } from './acceptance';

/** Of the example history: a rollout whose pipeline reports no more. */
const STUCK = { name: 'docs-bot', title: 'Docs bot' };
const REASON = 'Its runner was taken down in the middle of the rollout.';

/** Closes a deployment that nobody reports on any more, with a reason, so that its stage is free again. */
export async function closesDeployment(job: MainJob) {
  const { reader } = job;
  const administrator = await job.personAs('Platform admin');
  const { page } = administrator;
  await openPage(administrator, 'Chatbots');
  await administrator.openRow(
    page.getByRole('row', { name: new RegExp(STUCK.title) }),
  );
  await administrator.press(contentTab(page, 'Approvals'));
  await administrator.press(
    page
      .getByRole('region', { name: 'Open' })
      .getByRole('link', { name: / to production$/ }),
  );
  await page.waitForURL('**/chatbots/promotions/*');
  job.closed = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await administrator.press(
    page.getByRole('button', { name: 'Close deployment…' }),
  );
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Close as failed' });
  await administrator.press(confirm);
  await dialog.getByText(/^Say how you know/).waitFor();
  await administrator.fill(
    dialog.getByRole('textbox', { name: 'Reason' }),
    REASON,
  );
  await administrator.press(confirm);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(REASON).first().waitFor();
  await administrator.keepsFocus('a deployment was closed');

  const answer = await reader.get(`/api/chatbots/v1/promotions/${job.closed}`);
  const { promotion } = await answer.json();
  assert.deepEqual(
    [promotion.chatbot, promotion.state],
    [STUCK.name, 'failed'],
  );
}

/** Proposes another risk class, which counts once a reviewer accepts it. */
export async function proposesFacts(job: MainJob) {
  const { portal, reader, reviewers } = job;
  const administrator = await job.personAs('Platform admin');
  const { page } = administrator;
  await page.goto(`${portal.url}/catalog/default/component/${STUCK.name}`);
  await administrator.press(
    page.getByRole('button', { name: 'Propose a change…' }),
  );
  const dialog = page.getByRole('dialog');
  await administrator.choose(
    dialog.getByRole('button', { name: /Risk class$/ }),
    page.getByRole('option', { name: 'High' }),
  );
  await administrator.fill(
    dialog.getByRole('textbox', { name: 'Reason' }),
    'It answers customers now.',
  );
  await administrator.press(
    dialog.getByRole('button', { name: 'Propose', exact: true }),
  );
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Waits for a second person').waitFor();
  await administrator.keepsFocus('facts were proposed');

  const [one] = reviewers;
  await openPage(one, 'Approvals');
  await acceptFacts(one, `${STUCK.title}: change`);
  const answer = await reader.get(`/api/chatbots/v1/chatbots/${STUCK.name}`);
  assert.equal((await answer.json()).chatbot.riskClass, 'high');
}

/** Opens the delivery that a dead receiver missed, and sends it again once the receiver lives. */
export async function redelivers(job: MainJob) {
  const { webhook } = job;
  const administrator = await job.personAs('Platform admin');
  const { page } = administrator;
  await openPage(administrator, 'Webhooks');
  await page.getByText('Failing', { exact: true }).first().waitFor();
  await administrator.openRow(
    page
      .getByRole('row', { name: /promotion.failed/i })
      .filter({ hasText: STUCK.title })
      .first(),
  );
  await page
    .getByRole('heading', { name: /^Delivery: Promotion failed/ })
    .waitFor();
  const attempts = page.getByRole('list', { name: 'Attempts' });
  await attempts
    .getByText(/^No connection · ECONNREFUSED/)
    .first()
    .waitFor();
  const id = await page
    .getByText(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .first()
    .innerText();

  await webhook.listen();
  await administrator.press(
    page.getByRole('button', { name: 'Redeliver', exact: true }),
  );
  await page
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
