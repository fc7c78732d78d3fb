import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import assert from 'node:assert/strict';
import { deploys } from '../GitHostClient';
import { MainJob, NEW_CHATBOT } from '../MainJob';
import { openPage } from '../navigation';
import { approve, requestPromotion } from '../promotions';

const MINUTE = 60_000;

/** One approval, then a deploy job that tests the bot which runs. */
export async function reachesStaging(job: MainJob) {
  const { engineer, gitHost, reader, reviewers, version } = job;
  await job.openChatbot(engineer);
  job.staging = await requestPromotion(engineer, { stage: 'staging' });
  const [one] = reviewers;
  await openPage(one, 'Approvals');
  await one.openEntry(
    one.page.getByRole('link', { name: new RegExp(version.version) }).first(),
  );
  await approve(one, 'The scores hold.');

  await gitHost.success(NEW_CHATBOT.name, deploys(job.staging), 10 * MINUTE);
  const answer = await reader.get(
    `/api/chatbots/v1/chatbots/${NEW_CHATBOT.name}/evaluations`,
  );
  const tested = (await answer.json()).items.filter(
    (item: Api.Evaluation) => item.deploymentId,
  );
  assert.deepEqual(
    new Set(tested.map((item: Api.Evaluation) => item.suite)),
    new Set(['smoke', 'golden']),
  );
  await engineer.page.getByText('The version is live in staging.').waitFor();
}
