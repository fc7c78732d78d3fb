import type { ElementHandle, Locator, Page } from 'playwright-core';
import { eventually } from '../eventually';
import { drawing, focused, nextStep, type Target } from './focus';
import type { Operator } from './Operator';

/** More keys than a person would press: what is not reached by then has no way to it. */
const MAX_KEYS = 200;

/**
 * Works by keyboard alone: no pointer, and no focus that a script gives.
 *
 * @remarks
 * What it can't reach, and what shows no focus when it is reached, is a defect of the page.
 */
export class KeyboardOperator implements Operator {
  constructor(readonly page: Page, readonly maxKeys = MAX_KEYS) {}

  async press(control: Locator): Promise<void> {
    await this.#reach(control);
    await this.#key('Enter');
  }

  async openRow(row: Locator): Promise<void> {
    await this.#reach(row);
    await this.#key('Enter');
  }

  async selectRow(row: Locator): Promise<void> {
    await this.#reach(row);
    await this.#key('Space');
  }

  async fill(field: Locator, text: string): Promise<void> {
    await this.#reach(field);
    await this.#key('ControlOrMeta+a');
    await this.page.keyboard.type(text);
  }

  async choose(opener: Locator, option: Locator): Promise<void> {
    await this.#reach(opener);
    await this.#key('ArrowDown');
    await option.waitFor();
    for (let keys = 0; keys < this.maxKeys; keys++) {
      const step = await nextStep(option);
      if (step === 'there') {
        await this.#key('Enter');
        return;
      }
      // A field keeps the focus and only names the option that is chosen.
      await this.#key(step === 'Tab' ? 'ArrowDown' : step);
    }
    throw new Error(`${option} can't be chosen by keyboard`);
  }

  async clearSearch(field: Locator): Promise<void> {
    await this.#reach(field);
    await this.#key('Escape');
  }

  async openEntry(entry: Locator): Promise<void> {
    await entry.waitFor();
    for (let keys = 0; keys < this.maxKeys; keys++) {
      await this.#key('j');
      if ((await nextStep(entry)) === 'there') {
        await this.#key('Enter');
        return;
      }
    }
    throw new Error(`${entry} can't be reached by j`);
  }

  async keepsFocus(after: string): Promise<void> {
    await eventually(async () => focused(this.page), {
      what: `Something has the focus after ${after}`,
      timeout: 2_000,
      pause: 50,
    });
  }

  at(page: Page): Operator {
    return new KeyboardOperator(page);
  }

  async #reach(control: Locator): Promise<void> {
    await control.waitFor();
    let unfocused = '';
    const passed: string[] = [];
    let target: Target = control;
    for (let keys = 0; keys < this.maxKeys; keys++) {
      // An open list hides the rest of the page from roles; the next key closes it.
      const [found] = await control.elementHandles();
      target = found ? (found as ElementHandle<Element>) : target;
      const step = await nextStep(target);
      if (step === 'there') {
        if (keys > 0) {
          await this.#seesFocus(control, unfocused);
        }
        return;
      }
      // Just before the key: a dialog that opens may focus the control for a moment.
      unfocused = await drawing(target);
      await this.#key(step);
      passed.push(`${step}: ${await focused(this.page)}`);
    }
    throw new Error(
      `${control} can't be reached by keyboard. The last keys led to\n${passed
        .slice(-40)
        .join('\n')}`,
    );
  }

  async #seesFocus(control: Locator, unfocused: string): Promise<void> {
    await eventually(
      async () => (await drawing(control)) !== unfocused || undefined,
      { what: `${control} shows its focus`, timeout: 1_000, pause: 50 },
    );
  }

  async #key(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }
}
