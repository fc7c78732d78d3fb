import { FOCUS, HOVER, TEXT, type Parts } from './looks';

/** Buttons and links. @internal */
export const buttons: Parts = {
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
        '&:focus-visible': FOCUS,
      },
      text: {
        padding: '0 var(--bui-space-3)',
        '&:hover': { backgroundColor: HOVER },
      },
      textPrimary: {
        color: 'var(--bui-fg-primary)',
        '&:hover': { backgroundColor: HOVER },
      },
      outlined: {
        padding: '0 var(--bui-space-3)',
        border: '1px solid var(--bui-border-1)',
        '&:hover': { backgroundColor: HOVER },
      },
      outlinedPrimary: {
        color: 'var(--bui-fg-primary)',
        border: '1px solid var(--bui-border-1)',
        '&:hover': {
          border: '1px solid var(--bui-border-2)',
          backgroundColor: HOVER,
        },
      },
      contained: {
        boxShadow: 'none',
        backgroundColor: 'var(--bui-bg-neutral-2)',
        color: 'var(--bui-fg-primary)',
        '&:hover, &:active, &:focus': {
          boxShadow: 'none',
          backgroundColor: 'var(--bui-bg-neutral-3)',
        },
      },
      containedPrimary: {
        backgroundColor: 'var(--bui-accent-bg)',
        color: 'var(--bui-accent-fg)',
        '&:hover, &:active, &:focus': {
          backgroundColor: 'var(--bui-accent-bg-hover)',
        },
        '&&.Mui-disabled': {
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
        '&:focus-visible': FOCUS,
      },
    },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
};
