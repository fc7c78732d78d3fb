import { Page } from 'playwright-core';

/** Titles of the cards on the sign-in page. */
export type Role =
  | 'Engineer'
  | 'Reviewer one'
  | 'Reviewer two'
  | 'Lead'
  | 'Auditor'
  | 'Platform admin';

/** Signs in as a person does: opens the portal and clicks a card. */
export async function signInAs(page: Page, url: string, role: Role) {
  await page.goto(url);
  await page.getByRole('heading', { name: role, exact: true }).click();
  await page.getByRole('link', { name: 'Settings' }).waitFor();
}
