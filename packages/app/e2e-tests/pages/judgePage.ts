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

/** Whether the page has to be moved sideways to be read. */
export async function overflowOf(page: Page): Promise<string[]> {
  const hidden = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  return hidden > 0 ? [`the page is ${hidden} px wider than the screen`] : [];
}
