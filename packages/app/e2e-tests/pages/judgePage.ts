import AxeBuilder from '@axe-core/playwright';
import { Page } from 'playwright-core';

const SERIOUS = new Set(['serious', 'critical']);
/** Enough to find the cause. */
const SHOWN = 4;

/** What axe finds serious or critical, by these rules or by all of them. */
export async function violationsOf(
  page: Page,
  rules?: string[],
): Promise<string[]> {
  // No page holds a frame, which is what the other mode is for; it opens a page of its own for each judgement.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  if (rules) {
    builder.withRules(rules);
  }
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => SERIOUS.has(impact ?? ''))
    .map(
      ({ id, impact, help, nodes }) =>
        `${impact} ${id}: ${help}\n${nodes
          .slice(0, SHOWN)
          .map(node => `  ${node.target.join(' ')}\n  ${node.html}`)
          .join('\n')}`,
    );
}

/** Whether something can't be read, or only by moving it sideways: on the page, or in a box on it. */
export async function cutOffOf(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const isCut = (element: Element) => {
      const style = getComputedStyle(element);
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
      // A box without a size is for assistive technology, and a drawing has its own ways.
      if (clientWidth <= 1 || clientHeight <= 1 || element.closest('svg')) {
        return false;
      }
      // Lines that end in an ellipsis were meant to.
      const isLine =
        style.textOverflow === 'ellipsis' && style.whiteSpace === 'nowrap';
      const isClamped = style.webkitLineClamp !== 'none';
      // Tabs that don't fit have a button that scrolls them.
      const isScrolledByButton =
        element.classList.contains('bui-HeaderTabsWrapper') &&
        element.parentElement?.querySelector('button') !== null;
      const isTooWide =
        style.overflowX !== 'visible' && !isLine && !isScrolledByButton;
      const isTooHigh = style.overflowY === 'hidden' && !isLine && !isClamped;
      return (
        (isTooWide && scrollWidth > clientWidth + 1) ||
        (isTooHigh && scrollHeight > clientHeight + 2)
      );
    };
    return [...document.querySelectorAll('#root *')]
      .filter(isCut)
      .map(
        element =>
          `${element.tagName.toLowerCase()}.${
            element.className
          } hides part of: ${element.textContent?.slice(0, 80)}`,
      );
  });
  const hidden = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  return hidden > 0
    ? [...found, `the page is ${hidden} px wider than the screen`]
    : found;
}

/** How long a page may take to settle on its outline. */
const OUTLINE_MS = 5_000;

/**
 * Whether a page has one `main` and one first heading. What its tab says is held by tests of pages: here pages follow each other
 * without being loaded anew, and Backstage's own headers may leave their title behind then.
 */
export async function outlineOf(page: Page): Promise<string[]> {
  const until = Date.now() + OUTLINE_MS;
  for (;;) {
    const problems = [
      ...(await countOf(page, 'main')),
      ...(await countOf(page, 'heading')),
    ];
    if (problems.length === 0 || Date.now() > until) {
      return problems;
    }
    await page.waitForTimeout(100);
  }
}

async function countOf(
  page: Page,
  role: 'main' | 'heading',
): Promise<string[]> {
  // Behind a dialog everything is out of reach, though it is there.
  const found = page.getByRole(role, role === 'heading' ? { level: 1 } : {});
  const covered = (await page.getByRole('dialog').count()) > 0;
  const count = await found.count();
  return count === 1 || (covered && count === 0)
    ? []
    : [
        `${count} of role ${role}${
          role === 'heading' ? ' and level 1' : ''
        }: ${(await found.allInnerTexts())
          .map(text => text.slice(0, 40))
          .join('; ')}`,
      ];
}
