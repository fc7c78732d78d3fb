import {
  getContrastRatio,
  useTheme,
  type Theme,
} from '@material-ui/core/styles';
import { render } from '@testing-library/react';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { materialParts } from './materialParts';
import { PortalThemeProvider } from './PortalThemeProvider';
import type { ThemeMode } from './withTokens';

const SHEETS = [
  join(
    dirname(require.resolve('@backstage/ui/package.json')),
    'dist/css/styles.css',
  ),
  join(__dirname, 'portal.css'),
].map(path => readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\//g, ''));

const MODES = ['light', 'dark'] as const;

/** The tokens of one theme, as a browser works them out: the dark theme has those of the light one that it doesn't set. */
function tokensOf(mode: ThemeMode): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const theme of mode === 'light' ? ['light'] : MODES) {
    for (const sheet of SHEETS) {
      const blocks = sheet.matchAll(
        new RegExp(`\\[data-theme-mode='${theme}'\\]\\s*\\{([^{}]*)\\}`, 'g'),
      );
      for (const [, block] of blocks) {
        for (const [, name, value] of block.matchAll(
          /(--bui-[\w-]+):([^;]+);/g,
        )) {
          tokens.set(name, value.replace(/\s+/g, ' ').trim());
        }
      }
    }
  }
  const resolved = (value: string): string =>
    value.replace(/var\((--bui-[\w-]+)\)/g, (_all, name) =>
      resolved(tokens.get(name) ?? ''),
    );
  return new Map([...tokens].map(([name, value]) => [name, resolved(value)]));
}

/** Every token that the theme's sources and its parts name. Names that a template puts together are in the parts. */
function tokensAskedFor(): string[] {
  const sources = readdirSync(__dirname, { recursive: true })
    .map(String)
    .filter(name => /\.(tsx?|css)$/.test(name) && !name.includes('.test.'))
    .map(name => readFileSync(join(__dirname, name), 'utf8'));
  const parts = JSON.stringify(materialParts);
  const names = [parts, ...sources].flatMap(
    text => text.match(/--bui-[\w-]*\w(?![\w-]|\$)/g) ?? [],
  );
  return [...new Set(names)].filter(name => !name.includes('plugin-header'));
}

describe('the look of Material UI', () => {
  let sheet: HTMLStyleElement;

  beforeEach(() => {
    sheet = document.createElement('style');
    sheet.textContent = MODES.map(
      mode =>
        `[data-theme-mode='${mode}'] {${[...tokensOf(mode)]
          .map(([name, value]) => `${name}: ${value};`)
          .join('')}}`,
    ).join('\n');
    document.head.append(sheet);
  });

  afterEach(() => sheet.remove());

  function paletteIn(mode: ThemeMode) {
    let palette: Theme['palette'] | undefined;
    function Palette() {
      palette = useTheme<Theme>().palette;
      return null;
    }
    render(
      <PortalThemeProvider mode={mode}>
        <Palette />
      </PortalThemeProvider>,
    );
    return palette!;
  }

  it('asks for no token that Backstage UI does not have', () => {
    const known = tokensOf('light');
    expect(known.size).toBeGreaterThan(100);
    expect(tokensAskedFor().length).toBeGreaterThan(30);
    expect(tokensAskedFor().filter(name => !known.has(name))).toEqual([]);
  });

  it.each(MODES)('has the colours of Backstage UI in the %s theme', mode => {
    const { background, text, primary, ...palette } = paletteIn(mode);
    const colours = {
      '--bui-bg-app': background.default,
      '--bui-bg-neutral-1': background.paper,
      '--bui-fg-primary': text.primary,
      '--bui-fg-secondary': text.secondary,
      '--bui-fg-disabled': text.disabled,
      '--bui-accent-bg': primary.main,
      '--bui-accent-bg-hover': primary.dark,
      '--bui-accent-fg': primary.contrastText,
      '--bui-border-1': palette.divider,
      '--bui-fg-negative': palette.error.main,
      '--bui-fg-warning': palette.warning.main,
      '--bui-fg-positive': palette.success.main,
      '--bui-fg-announcement': palette.info.main,
    };
    const token = tokensOf(mode);
    expect(colours).toEqual(
      Object.fromEntries(
        Object.keys(colours).map(name => [name, token.get(name)]),
      ),
    );
  });

  it.each(MODES)('tells Backstage UI on the page that it is %s', mode => {
    const { unmount } = render(
      <PortalThemeProvider mode={mode}>
        <p>Words</p>
      </PortalThemeProvider>,
    );
    expect(document.body.dataset).toMatchObject({
      themeMode: mode,
      themeName: 'backstage',
    });
    unmount();
  });

  it.each([
    ['--bui-fg-primary', '--bui-bg-app', 4.5],
    ['--bui-fg-primary', '--bui-bg-neutral-2', 4.5],
    ['--bui-fg-secondary', '--bui-bg-app', 4.5],
    ['--bui-fg-secondary', '--bui-bg-neutral-1', 4.5],
    ['--bui-fg-secondary', '--bui-bg-neutral-2', 4.5],
    ['--bui-accent-fg', '--bui-accent-bg', 4.5],
    ['--bui-accent-fg', '--bui-accent-bg-hover', 4.5],
    ['--bui-accent-fg', '--bui-border-2', 4.5],
    ['--bui-negative-fg-subdued', '--bui-negative-bg-subdued', 4.5],
    ['--bui-warning-fg-subdued', '--bui-warning-bg-subdued', 4.5],
    ['--bui-positive-fg-subdued', '--bui-positive-bg-subdued', 4.5],
    ['--bui-announcement-fg-subdued', '--bui-announcement-bg-subdued', 4.5],
    ['--bui-border-2', '--bui-bg-neutral-1', 3],
    ['--bui-ring', '--bui-bg-app', 3],
    ['--bui-ring', '--bui-bg-neutral-2', 3],
  ])('is read in both themes: %s on %s', (front, back, least) => {
    const contrasts = MODES.map(mode => {
      const token = tokensOf(mode);
      return getContrastRatio(token.get(front)!, token.get(back)!);
    });
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(least);
  });
});
