import {
  createUnifiedTheme,
  pageTheme,
  UnifiedThemeProvider,
} from '@backstage/theme';
import { useState, type ReactNode } from 'react';
import { materialParts } from './materialParts';
import { paletteOf } from './palette';
import type { ThemeMode } from './withTokens';

const heading = (size: number, marginBottom: number) => ({
  fontSize: `var(--bui-font-size-${size})`,
  fontWeight: 600,
  marginBottom,
});

/** Heads of pages and cards without a picture of their own. */
const plainHead = {
  colors: [],
  shape: 'none',
  backgroundImage: 'none',
  fontColor: 'var(--bui-fg-primary)',
};

function createPortalTheme(mode: ThemeMode) {
  return createUnifiedTheme({
    palette: paletteOf(mode),
    pageTheme: Object.fromEntries(
      Object.keys(pageTheme).map(name => [name, plainHead]),
    ),
    fontFamily: 'var(--bui-font-regular)',
    typography: {
      htmlFontSize: 16,
      fontFamily: 'var(--bui-font-regular)',
      h1: heading(7, 10),
      h2: heading(6, 8),
      h3: heading(5, 6),
      h4: heading(5, 6),
      h5: heading(5, 4),
      h6: heading(4, 2),
    },
    components: materialParts,
  });
}

/**
 * Gives Material UI the look of Backstage UI. The theme is made when it is first needed: then the stylesheets are loaded whose
 * tokens it reads.
 *
 * @internal
 */
export function PortalThemeProvider(props: {
  mode: ThemeMode;
  children: ReactNode;
}) {
  const { mode, children } = props;
  const [theme] = useState(() => createPortalTheme(mode));
  return <UnifiedThemeProvider theme={theme}>{children}</UnifiedThemeProvider>;
}
