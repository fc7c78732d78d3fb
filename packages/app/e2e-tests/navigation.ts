import type { Locator, Page } from 'playwright-core';
import type { Operator } from './operator';

/** Goes to a page of the sidebar. */
export async function openPage(
  operator: Operator,
  name: string,
): Promise<void> {
  const { page } = operator;
  const sidebar = page.getByRole('navigation', { name: 'sidebar nav' });
  // Where something is unread, the link's name says how much.
  const link = new RegExp(`^${name}( \\S+ unread)?$`);
  await operator.press(sidebar.getByRole('link', { name: link }));
  await page.getByRole('heading', { name, exact: true }).first().waitFor();
}

/** One of the contents that an entity's page offers; some are a group of several. */
export function contentTab(page: Page, name: string): Locator {
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  return tabs
    .getByRole('link', { name, exact: true })
    .or(tabs.getByRole('button', { name, exact: true }));
}
