import type { Page } from 'playwright-core';
import type { Operator } from './operator';

/** Opens the host's page of the newest pipeline run from the finished task, and closes it when `watch` has seen enough. */
export async function watchPipeline(
  engineer: Operator,
  watch: (page: Page) => Promise<void>,
): Promise<void> {
  const link = engineer.page.getByRole('link', { name: 'Watch the pipeline' });
  const address = await link.getAttribute('href');
  const opened = engineer.page.context().waitForEvent('page');
  await engineer.press(link);
  const page = await opened;
  try {
    const operator = engineer.at(page);
    await operator.press(
      page.getByRole('button', { name: 'Continue as a demo user' }),
    );
    await page.waitForURL(`${address}`);
    await operator.press(page.getByRole('link', { name: /^#1 / }));
    await watch(page);
  } finally {
    await page.close();
  }
}
