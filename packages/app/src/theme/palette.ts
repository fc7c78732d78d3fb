import { palettes } from '@backstage/theme';
import { withTokens, type ReadToken, type ThemeMode } from './withTokens';

/**
 * The palette of Material UI in the colours of Backstage UI. Where no stylesheet is loaded, as in tests of components, it is
 * Backstage's own.
 *
 * @internal
 */
export function paletteOf(mode: ThemeMode) {
  return withTokens(mode, token =>
    withUsual(palettes[mode], coloursOf(mode, token)),
  );
}

function coloursOf(mode: ThemeMode, token: ReadToken) {
  const text = {
    primary: token('--bui-fg-primary'),
    secondary: token('--bui-fg-secondary'),
    disabled: token('--bui-fg-disabled'),
  };
  const accent = token('--bui-accent-bg');
  const sidebar =
    mode === 'light'
      ? {
          background: token('--bui-gray-10'),
          hover: token('--bui-gray-8'),
        }
      : {
          background: token('--bui-bg-neutral-1'),
          hover: token('--bui-bg-neutral-2'),
        };
  return {
    background: {
      default: token('--bui-bg-app'),
      paper: token('--bui-bg-neutral-1'),
    },
    primary: {
      light: accent,
      main: accent,
      dark: token('--bui-accent-bg-hover'),
      contrastText: token('--bui-accent-fg'),
    },
    // Backstage UI has one accent: what Material UI sets apart by another is set apart by the colour of words.
    secondary: {
      light: text.primary,
      main: text.primary,
      dark: text.primary,
      contrastText: token('--bui-bg-app'),
    },
    error: { main: token('--bui-fg-negative') },
    warning: { main: token('--bui-fg-warning') },
    success: { main: token('--bui-fg-positive') },
    info: { main: token('--bui-fg-announcement') },
    text,
    divider: token('--bui-border-1'),
    border: token('--bui-border-1'),
    textContrast: text.primary,
    textSubtle: text.secondary,
    textVerySubtle: token('--bui-border-2'),
    link: text.primary,
    linkHover: text.primary,
    errorBackground: token('--bui-negative-bg-subdued'),
    errorText: token('--bui-negative-fg-subdued'),
    warningBackground: token('--bui-warning-bg-subdued'),
    warningText: token('--bui-warning-fg-subdued'),
    infoBackground: token('--bui-announcement-bg-subdued'),
    infoText: token('--bui-announcement-fg-subdued'),
    navigation: {
      background: sidebar.background,
      color: token('--bui-gray-4'),
      selectedColor: token('--bui-white'),
      navItem: { hoverBackground: sidebar.hover },
      submenu: { background: sidebar.hover },
    },
    tabbar: { indicator: accent },
  };
}

/** Replaces what is known, and keeps the rest. */
function withUsual<T extends object>(usual: T, known: object): T {
  const merged = { ...usual } as Record<string, unknown>;
  for (const [name, value] of Object.entries(known)) {
    if (typeof value === 'object') {
      const inner = withUsual((merged[name] as object) ?? {}, value);
      // A colour without its main shade is none.
      if (Object.keys(inner).length > 0) {
        merged[name] = inner;
      }
    } else if (value !== undefined) {
      merged[name] = value;
    }
  }
  return merged as T;
}
