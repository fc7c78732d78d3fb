import { RAISED, TEXT, type Parts } from './looks';

/** What parts lie on, and what lies above the page. @internal */
export const surfaces: Parts = {
  MuiPaper: {
    styleOverrides: {
      root: { backgroundImage: 'unset', color: 'var(--bui-fg-primary)' },
      rounded: { borderRadius: 'var(--bui-radius-3)' },
      elevation1: { boxShadow: 'none' },
      elevation2: { boxShadow: 'none' },
      outlined: { borderColor: 'var(--bui-border-1)' },
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: { ...RAISED, borderRadius: '0.5rem' },
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: {
        padding: 'var(--bui-space-3)',
        borderBottom: '1px solid var(--bui-border-1)',
        '& .MuiTypography-root': {
          ...TEXT,
          fontWeight: 'var(--bui-font-weight-bold)',
        },
      },
    },
  },
  MuiDialogContent: {
    styleOverrides: { root: { padding: 'var(--bui-space-3)' } },
  },
  MuiDialogActions: {
    styleOverrides: {
      root: {
        padding: 'var(--bui-space-3)',
        borderTop: '1px solid var(--bui-border-1)',
      },
    },
  },
  MuiBackdrop: {
    styleOverrides: {
      root: {
        backgroundColor:
          'color-mix(in srgb, var(--bui-bg-neutral-2) 80%, transparent)',
      },
      invisible: { backgroundColor: 'transparent' },
    },
  },
  MuiPopover: { styleOverrides: { paper: RAISED } },
  MuiTooltip: {
    styleOverrides: {
      tooltip: {
        ...RAISED,
        ...TEXT,
        color: 'var(--bui-fg-primary)',
        padding: 'var(--bui-space-2) var(--bui-space-3)',
        borderRadius: 'var(--bui-radius-2)',
        lineHeight: 1.15,
        fontWeight: 'var(--bui-font-weight-regular)',
      },
      arrow: { color: 'var(--bui-border-1)' },
    },
  },
  MuiAccordion: {
    styleOverrides: {
      root: { borderRadius: 'var(--bui-radius-3)', boxShadow: 'none' },
    },
  },
};
