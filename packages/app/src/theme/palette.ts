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
    withUsual(palettes[mode], known(mode, token)),
  );
}

function known(mode: ThemeMode, token: ReadToken) {
  const text = {
    primary: token('--bui-fg-primary'),
    secondary: token('--bui-fg-secondary'),
    disabled: token('--bui-fg-disabled'),
  };
  const accent = token('--bui-bg-solid');
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
      main: accent,
      dark: token('--bui-bg-solid-hover'),
      contrastText: token('--bui-fg-solid'),
    },
    error: { main: token('--bui-fg-danger') },
    warning: { main: token('--bui-fg-warning') },
    success: { main: token('--bui-fg-success') },
    info: { main: token('--bui-fg-info') },
    text,
    divider: token('--bui-border-1'),
    border: token('--bui-border-1'),
    textContrast: text.primary,
    textSubtle: text.secondary,
    textVerySubtle: token('--bui-border-2'),
    link: accent,
    linkHover: token('--bui-bg-solid-hover'),
    errorBackground: token('--bui-bg-danger'),
    errorText: token('--bui-fg-danger-on-bg'),
    warningBackground: token('--bui-bg-warning'),
    warningText: token('--bui-fg-warning-on-bg'),
    infoBackground: token('--bui-bg-info'),
    infoText: token('--bui-fg-info-on-bg'),
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
