import { FOCUS, HOVER, LINK, TEXT, type Parts } from './looks';

/** The second kind of button: nothing has a line around it. */
const SECONDARY = {
  padding: '0 var(--bui-space-3)',
  border: 'none',
  boxShadow: 'none',
  backgroundColor: 'var(--bui-bg-neutral-1)',
  color: 'var(--bui-fg-primary)',
  '.MuiPaper-root &': { backgroundColor: 'var(--bui-bg-neutral-2)' },
  '&&:hover, &&:active': {
    border: 'none',
    boxShadow: 'none',
    backgroundColor: `color-mix(in srgb, var(--bui-fg-primary) 6%, var(--bui-bg-neutral-2))`,
  },
};

/** Buttons and links. @internal */
export const buttons: Parts = {
  MuiButtonBase: {
    // Nothing of Backstage UI ripples, so the ring says where the keyboard is.
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { '&:focus-visible, &&.Mui-focusVisible': FOCUS } },
  },
  MuiButton: {
    styleOverrides: {
      root: {
        ...TEXT,
        minWidth: 0,
        minHeight: '2rem',
        padding: '0 var(--bui-space-3)',
        borderRadius: 'var(--bui-radius-2)',
        color: 'var(--bui-fg-primary)',
        fontWeight: 'var(--bui-font-weight-bold)',
        lineHeight: 1.15,
        textTransform: 'none',
        '& svg': { width: '1rem', height: '1rem' },
      },
      sizeSmall: { fontSize: 'var(--bui-font-size-3)' },
      sizeLarge: { fontSize: 'var(--bui-font-size-3)' },
      text: {
        padding: '0 var(--bui-space-3)',
        '&:hover': { backgroundColor: HOVER },
      },
      textPrimary: {
        color: 'var(--bui-fg-primary)',
        '&:hover': { backgroundColor: HOVER },
      },
      outlined: SECONDARY,
      outlinedPrimary: SECONDARY,
      outlinedSecondary: SECONDARY,
      contained: SECONDARY,
      containedPrimary: {
        '&&': {
          backgroundColor: 'var(--bui-accent-bg)',
          color: 'var(--bui-accent-fg)',
        },
        '&&:hover, &&:active': {
          backgroundColor: 'var(--bui-accent-bg-hover)',
        },
        '&&&.Mui-disabled': {
          backgroundColor: 'var(--bui-accent-bg-disabled)',
          color: 'var(--bui-accent-fg-disabled)',
        },
      },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: {
        borderRadius: 'var(--bui-radius-2)',
        padding: 'var(--bui-space-2)',
        color: 'var(--bui-fg-primary)',
        '& svg': { width: '1.25rem', height: '1.25rem' },
      },
    },
  },
  MuiLink: {
    defaultProps: { underline: 'hover' },
    styleOverrides: {
      // Words that are a link; not what is a link and draws itself, as buttons and tiles do.
      underlineHover: {
        '&:not(.MuiButtonBase-root, :has(> div))': LINK,
      },
      root: { '&:focus-visible': FOCUS },
    },
  },
};
