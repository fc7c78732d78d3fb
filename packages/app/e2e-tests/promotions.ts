import { Page } from 'playwright-core';

/** What is asked for in the dialog. */
export interface RequestedPromotion {
  stage: string;
  /** As the dialog names it. */
  strategy?: 'Canary';
}

/** From the chatbot's page, which is open, to the promotion's, by click. Answers the promotion's id. */
export async function requestPromotion(
  page: Page,
  { stage, strategy }: RequestedPromotion,
): Promise<string> {
  await page
    .getByRole('button', { name: `Request ${stage}: every check passes` })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Request a promotion' });
  await dialog.waitFor();
  if (strategy) {
    await dialog.getByRole('button', { name: /Strategy$/ }).click();
    await page.getByRole('option', { name: strategy }).click();
  }
  await dialog.getByRole('button', { name: 'Request', exact: true }).click();
  await page.getByText(`The promotion to ${stage} is requested.`).waitFor();
  await page.getByRole('link', { name: 'Open the promotion' }).click();
  await page.waitForURL('**/chatbots/promotions/*');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Approves on the promotion's page, by click. */
export async function approve(page: Page, comment: string): Promise<void> {
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Comment').fill(comment);
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText(comment).first().waitFor();
  await dialog.waitFor({ state: 'detached' });
}
