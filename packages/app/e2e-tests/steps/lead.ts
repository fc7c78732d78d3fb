import { MainJob, NEW_CHATBOT } from '../MainJob';
import { openPage } from '../navigation';

/** Searches, filters and sorts the model catalog, and follows a chatbot's relations. */
export async function findsWhatRuns(job: MainJob) {
  const { version } = job;
  const lead = await job.personAs('Lead');
  const { page } = lead;
  await openPage(lead, 'Chatbots');
  const row = page.getByRole('row', { name: new RegExp(NEW_CHATBOT.title) });
  await row.getByText(version.version).nth(1).waitFor();

  const others = page.getByRole('row', { name: /Support bot/ });
  const search = page.getByRole('searchbox', { name: 'Search chatbots' });
  await lead.fill(search, 'handbook');
  await others.waitFor({ state: 'detached' });
  await row.waitFor();
  await lead.clearSearch(search);
  await others.waitFor();

  await lead.press(page.getByRole('columnheader', { name: 'Quality' }));
  await page.waitForURL(/[?&]sort=quality/);
  await row.waitFor();

  await lead.openRow(row);
  await page.getByText('What runs where').waitFor();
  await lead.press(page.getByRole('link', { name: 'View graph' }));
  await page.getByText(`${NEW_CHATBOT.title} · production`).first().waitFor();
}
