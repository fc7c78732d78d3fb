import { RAISED, TEXT, type Parts } from './looks';

/** What an alert says by its colour, in both variants that Backstage has. */
function tones(severity: string, tone: string) {
  const colours = {
    backgroundColor: `var(--bui-${tone}-bg-subdued)`,
    color: `var(--bui-${tone}-fg-subdued)`,
    '& .MuiAlert-icon': { color: 'inherit' },
  };
  const name = severity[0].toUpperCase() + severity.slice(1);
  return { [`standard${name}`]: colours, [`filled${name}`]: colours };
}

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
      root: {
        overflow: 'hidden',
        boxShadow: 'none',
        '&:before': { display: 'none' },
      },
      rounded: {
        borderRadius: 'var(--bui-radius-3)',
        '&:first-child, &:last-child': { borderRadius: 'var(--bui-radius-3)' },
      },
    },
  },
  MuiCardHeader: {
    styleOverrides: {
      root: { padding: 'var(--bui-space-3)' },
      title: {
        fontSize: 'var(--bui-font-size-5)',
        fontWeight: 'var(--bui-font-weight-bold)',
        lineHeight: 1.4,
      },
      subheader: { ...TEXT, color: 'var(--bui-fg-secondary)' },
    },
  },
  MuiCardContent: {
    styleOverrides: {
      root: {
        padding: 'var(--bui-space-3)',
        '&:last-child': { paddingBottom: 'var(--bui-space-3)' },
        '.MuiCardHeader-root ~ &': { paddingTop: 0 },
      },
    },
  },
  MuiCardActions: {
    styleOverrides: { root: { padding: 'var(--bui-space-3)' } },
  },
  MuiDivider: {
    styleOverrides: {
      root: {
        backgroundColor: 'var(--bui-border-1)',
        // A card's title is set apart by its size.
        '.MuiCardHeader-root + &': { display: 'none' },
      },
    },
  },
  MuiSnackbarContent: {
    styleOverrides: {
      root: { ...RAISED, ...TEXT, color: 'var(--bui-fg-primary)' },
    },
  },
  MuiAlert: {
    styleOverrides: {
      root: { ...TEXT, borderRadius: 'var(--bui-radius-3)' },
      ...tones('error', 'negative'),
      ...tones('warning', 'warning'),
      ...tones('success', 'positive'),
      ...tones('info', 'announcement'),
    },
  },
};
