import { MainJob, NEW_CHATBOT } from '../MainJob';
import { openPage } from '../navigation';

/** Searches, filters and sorts the model catalog, and follows a chatbot's relations, by click. */
export async function findsWhatRuns(job: MainJob) {
  const { version } = job;
  const lead = await job.pageOf('Lead');
  await openPage(lead, 'Chatbots');
  const row = lead.getByRole('row', { name: new RegExp(NEW_CHATBOT.title) });
  await row.getByText(version.version).nth(1).waitFor();

  const others = lead.getByRole('row', { name: /Support bot/ });
  await lead
    .getByRole('searchbox', { name: 'Search chatbots' })
    .fill('handbook');
  await others.waitFor({ state: 'detached' });
  await row.waitFor();
  await lead.getByRole('button', { name: 'Clear search' }).click();
  await others.waitFor();

  await lead.getByRole('columnheader', { name: 'Quality' }).click();
  await lead.waitForURL(/[?&]sort=quality/);
  await row.waitFor();

  await row.getByText(NEW_CHATBOT.title, { exact: true }).click();
  await lead.getByText('What runs where').waitFor();
  await lead.getByRole('link', { name: 'View graph' }).click();
  await lead.getByText(`${NEW_CHATBOT.title} · production`).first().waitFor();
}
