import { backstageParts } from './parts/backstageParts';
import { buttons } from './parts/buttons';
import { fields } from './parts/fields';
import { lists } from './parts/lists';
import type { Parts } from './parts/looks';
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
  ...lists,
  ...(backstageParts as Parts),
  MuiTypography: {
    styleOverrides: {
      body1: { fontSize: 'var(--bui-font-size-3)', lineHeight: 1.4 },
      body2: { fontSize: 'var(--bui-font-size-3)', lineHeight: 1.4 },
      button: { textTransform: 'none' },
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
