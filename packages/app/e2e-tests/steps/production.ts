import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import assert from 'node:assert/strict';
import { deploys } from '../GitHostClient';
import { MainJob, NEW_CHATBOT } from '../MainJob';
import { openPage } from '../navigation';
import { approve, requestPromotion } from '../promotions';

const MINUTE = 60_000;

/** The requester may not decide; two reviewers come by their notifications. */
export async function isApprovedByTwo(job: MainJob) {
  const { engineer, reviewers, version } = job;
  await job.openChatbot(engineer);
  job.production = await requestPromotion(engineer, {
    stage: 'production',
    strategy: 'Canary',
  });
  await engineer.page.getByText(/You may not decide: /).waitFor();
  assert.equal(
    await engineer.page.getByRole('button', { name: 'Approve…' }).isDisabled(),
    true,
  );
  for (const [index, reviewer] of reviewers.entries()) {
    const { page } = reviewer;
    await openPage(reviewer, 'Notifications');
    await reviewer.press(
      page
        .getByRole('link', {
          name: new RegExp(`${version.version} → production`),
        })
        .first(),
    );
    await page.waitForURL(`**/chatbots/promotions/${job.production}`);
    await approve(reviewer, `Read by reviewer ${index + 1}.`);
  }
}

/** The canary's steps, the digest that answers, and a permit that is spent. */
export async function isRolledOutOnce(job: MainJob) {
  const { gitHost, portal, reader, version } = job;
  const run = await gitHost.success(
    NEW_CHATBOT.name,
    deploys(job.production),
    10 * MINUTE,
  );
  const answer = await reader.get(
    `/api/chatbots/v1/promotions/${job.production}`,
  );
  const detail: Api.PromotionDetail = await answer.json();
  assert.equal(detail.promotion.state, 'deployed');
  assert.deepEqual(
    detail.deployment?.steps.map(({ weight }) => weight),
    [0, 10, 50, 100],
  );

  const log = await gitHost.log(NEW_CHATBOT.name, run);
  const address = /answers at (http:\/\/127\.0\.0\.1:\d+)/.exec(log)?.[1];
  const running = await (await fetch(`${address}/version`)).json();
  assert.equal(running.digest, version.digest);

  const again = await fetch(
    `${portal.url}/api/chatbots/pipeline/v1/permits/${detail.permit?.permitId}/consume`,
    {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await job.pipelineToken()}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        idempotencyKey: 'another-run',
        digest: version.digest,
      }),
    },
  );
  assert.equal(again.status, 409);
  assert.match(await again.text(), /permit-consumed/);
  // Nothing was deployed by the second use.
  const deployments = await reader.get(
    `/api/chatbots/v1/chatbots/${NEW_CHATBOT.name}/deployments?stage=production`,
  );
  assert.equal((await deployments.json()).items.length, 1);
}
