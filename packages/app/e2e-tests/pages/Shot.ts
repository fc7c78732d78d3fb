import { Page } from 'playwright-core';
import { Examples } from './Examples';

/** A demo user, as the catalog names them. */
export type DemoUser =
  | 'engineer'
  | 'reviewer-one'
  | 'reviewer-two'
  | 'lead'
  | 'auditor'
  | 'platform-admin';

/** How a picture of the docs is taken. */
export type DocsView = 'wide' | 'wide-dark' | 'narrow';

/** One page in one state. */
export interface Shot {
  /** Of the pictures, and of the test. */
  name: string;
  /** Who looks; absent before signing in. */
  user?: DemoUser;
  path: string | ((examples: Examples) => string);
  /** Before the page is opened: answers that stand in for the backend's. */
  before?: (page: Page) => Promise<unknown>;
  /** The first screen of it stands in the docs, in this view. */
  docs?: DocsView;
  /** Backstage's own page: of it only the colours are ours, so only these are judged. */
  isBackstages?: boolean;
  /** It never stops loading. */
  isLoading?: boolean;
  /** Brings the page into its state and waits until it is there. */
  ready: (page: Page) => Promise<unknown>;
}

/** Waits until a text is there, wherever it stands. */
export function sees(text: string | RegExp) {
  return (page: Page) => page.getByText(text).first().waitFor();
}

/** Waits until a heading is there. */
export function seesHeading(name: string | RegExp) {
  return (page: Page) => page.getByRole('heading', { name }).first().waitFor();
}

/** Presses a button once it is there, and waits for the dialog that it opens. */
export async function opensDialog(page: Page, button: string | RegExp) {
  await page.getByRole('button', { name: button }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return dialog;
}
