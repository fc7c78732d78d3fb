/** Light or dark, as Backstage UI names it on the page. @internal */
export type ThemeMode = 'light' | 'dark';

/** The value of a token; `undefined` where no stylesheet of Backstage UI is loaded. @internal */
export type ReadToken = (token: `--bui-${string}`) => string | undefined;

/**
 * Reads tokens of Backstage UI as they are in a theme, also while the page stands in the other one.
 *
 * Material UI works out shades of its palette itself, so it takes no `var(--…)` there. Whatever a stylesheet makes of a token
 * counts, so whoever changes the tokens changes both libraries.
 *
 * @internal
 */
export function withTokens<T>(mode: ThemeMode, read: (token: ReadToken) => T) {
  const probe = document.createElement('div');
  probe.dataset.themeMode = mode;
  document.documentElement.append(probe);
  const style = getComputedStyle(probe);
  try {
    return read(token => style.getPropertyValue(token).trim() || undefined);
  } finally {
    probe.remove();
  }
}
