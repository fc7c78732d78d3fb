import type { Locator, Page } from 'playwright-core';

/** Does on a page what a step asks for, by mouse or by keyboard. */
export interface Operator {
  readonly page: Page;
  /** Presses a button, a link or a tab; `drawn` is where a mouse hits one that is not drawn itself. */
  press(control: Locator, drawn?: Locator): Promise<void>;
  /** Opens what a row of a table is about. */
  openRow(row: Locator): Promise<void>;
  /** Selects a row of a table, to do something with several. */
  selectRow(row: Locator): Promise<void>;
  /** Puts a text into a field, in place of what stands there. */
  fill(field: Locator, text: string): Promise<void>;
  /** Opens a list of choices and takes one. */
  choose(opener: Locator, option: Locator): Promise<void>;
  /** Empties a field to search by. */
  clearSearch(field: Locator): Promise<void>;
  /** Opens an entry of the inbox. */
  openEntry(entry: Locator): Promise<void>;
  /** After something was closed or done: fails if who works by keyboard would have to start at the top again. */
  keepsFocus(after: string): Promise<void>;
  /** The same hand at another page, for example one that a link opened. */
  at(page: Page): Operator;
}
