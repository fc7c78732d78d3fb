import type { Locator, Page } from 'playwright-core';
import type { Operator } from './Operator';

/** Works by mouse, and types into the field that was clicked. */
export class MouseOperator implements Operator {
  constructor(readonly page: Page) {}

  async press(control: Locator, drawn = control): Promise<void> {
    await drawn.click();
  }

  async openRow(row: Locator): Promise<void> {
    await row.getByRole('rowheader').click();
  }

  async selectRow(row: Locator): Promise<void> {
    // The label is what a person sees and hits; the box itself lies below it.
    await row.locator('label').click();
  }

  async fill(field: Locator, text: string): Promise<void> {
    await field.fill(text);
  }

  async choose(opener: Locator, option: Locator): Promise<void> {
    await opener.click();
    await option.click();
  }

  async clearSearch(): Promise<void> {
    await this.page.getByRole('button', { name: 'Clear search' }).click();
  }

  async openEntry(entry: Locator): Promise<void> {
    await entry.click();
  }

  async keepsFocus(): Promise<void> {
    // A mouse needs no focus.
  }

  at(page: Page): Operator {
    return new MouseOperator(page);
  }
}
