import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import type { PortalDatabase } from '../PortalDatabase';

/** A page, what it has to say by the rows, and what it says. */
export interface PageTruth {
  /** As the message of a difference names it. */
  name: string;
  /** Below the portal's address. */
  path: string;
  /** Computed from rows alone. */
  expected(rows: PortalDatabase): Promise<unknown>;
  /** Read by roles and names, in the same form. */
  shown(page: Page): Promise<unknown>;
}

/** How long a page may take to show what was just written, in milliseconds; some ask again every few seconds only. */
const SETTLES = 20_000;
/** After this the page is loaded once more: not every page hears of each change. */
const LOADS_AGAIN = 7_000;
const PAUSE = 250;

/**
 * Opens a page and compares it with the rows until both agree.
 *
 * @remarks
 * Both are read again each time: pipelines and followers go on writing meanwhile. Throws what the page and the rows said last.
 */
export async function comparePage(
  page: Page,
  options: {
    url: string;
    rows: PortalDatabase;
    truth: PageTruth;
    within?: number;
  },
): Promise<void> {
  const { url, rows, truth, within = SETTLES } = options;
  const address = `${url}${truth.path}`;
  await page.goto(address);
  const end = Date.now() + within;
  let reload = Date.now() + LOADS_AGAIN;
  for (;;) {
    const shown = await truth.shown(page);
    const expected = await truth.expected(rows);
    if (isDeepStrictEqual(shown, expected)) {
      return;
    }
    if (Date.now() > end) {
      assert.fail(
        `${truth.name} (${
          truth.path
        }) does not show what the database holds (- shown, + held)\n${differences(
          shown,
          expected,
        )}`,
      );
    }
    if (Date.now() > reload) {
      reload = Date.now() + LOADS_AGAIN;
      await page.goto(address);
    }
    await sleep(PAUSE);
  }
}

/** The lines in which two values differ, each with its place. */
function differences(shown: unknown, held: unknown, place = ''): string {
  if (isDeepStrictEqual(shown, held)) {
    return '';
  }
  if (isObject(shown) && isObject(held)) {
    return [...new Set([...Object.keys(shown), ...Object.keys(held)])]
      .map(key => differences(shown[key], held[key], `${place}.${key}`))
      .filter(Boolean)
      .join('\n');
  }
  const text = (value: unknown) => JSON.stringify(value) ?? 'nothing';
  return `${place}\n- ${text(shown)}\n+ ${text(held)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
