import { Page } from 'playwright-core';

/** Opens the host's page of the newest pipeline run from the finished task, by click, and closes it when `watch` has seen enough. */
export async function watchPipeline(
  engineer: Page,
  watch: (page: Page) => Promise<void>,
): Promise<void> {
  const link = engineer.getByRole('link', { name: 'Watch the pipeline' });
  const address = await link.getAttribute('href');
  const opened = engineer.context().waitForEvent('page');
  await link.click();
  const page = await opened;
  try {
    await page.getByRole('button', { name: 'Continue as a demo user' }).click();
    await page.waitForURL(`${address}`);
    await page.getByRole('link', { name: /^#1 / }).click();
    await watch(page);
  } finally {
    await page.close();
  }
}
