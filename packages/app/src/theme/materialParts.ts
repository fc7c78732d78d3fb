import { backstageParts } from './parts/backstageParts';
import { buttons } from './parts/buttons';
import { choices } from './parts/choices';
import { fields } from './parts/fields';
import { lists } from './parts/lists';
import { LABEL, TEXT, type Parts } from './parts/looks';
import { steps } from './parts/steps';
import { surfaces } from './parts/surfaces';

/**
 * Parts of Material UI in the look of Backstage UI, whose tokens they take: nobody should see which library drew a part. Named are
 * those that Backstage's own pages still have.
 *
 * @internal
 */
export const materialParts: Parts = {
  ...surfaces,
  ...buttons,
  ...fields,
  ...choices,
  ...lists,
  ...steps,
  ...(backstageParts as Parts),
  MuiTypography: {
    styleOverrides: {
      // Backstage's About card names its facts so: a heading without a size, and what it says in bold after it.
      root: {
        'h2&:not([class*="MuiTypography-h"])': {
          ...TEXT,
          color: 'var(--bui-fg-secondary)',
          fontWeight: 'var(--bui-font-weight-regular)',
          letterSpacing: 'normal',
          lineHeight: 1.4,
          textTransform: 'none',
        },
        'h2:not([class*="MuiTypography-h"]) + p&': {
          fontWeight: 'var(--bui-font-weight-regular)',
          lineHeight: 1.4,
        },
      },
      body1: { fontSize: 'var(--bui-font-size-3)', lineHeight: 1.4 },
      body2: { fontSize: 'var(--bui-font-size-3)', lineHeight: 1.4 },
      subtitle1: { fontSize: 'var(--bui-font-size-3)', lineHeight: 1.4 },
      subtitle2: { fontSize: 'var(--bui-font-size-3)', lineHeight: 1.4 },
      caption: { fontSize: 'var(--bui-font-size-2)' },
      overline: { ...TEXT, textTransform: 'none', letterSpacing: 'normal' },
      // Backstage names fields by it.
      button: {
        ...LABEL,
        lineHeight: 1.15,
        letterSpacing: 'normal',
        textTransform: 'none',
      },
    },
  },
  MuiSvgIcon: {
    styleOverrides: {
      root: { fontSize: '1.25rem' },
      fontSizeSmall: { fontSize: '1rem' },
    },
  },
  MuiLinearProgress: {
    styleOverrides: {
      root: {
        borderRadius: 'var(--bui-radius-full)',
        backgroundColor: 'var(--bui-bg-neutral-3)',
      },
      barColorPrimary: { backgroundColor: 'var(--bui-accent-bg)' },
    },
  },
};
