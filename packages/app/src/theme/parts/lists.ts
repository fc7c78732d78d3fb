import { HOVER, ROW, TEXT, type Parts } from './looks';

/** Menus, tabs, tables and chips. @internal */
export const lists: Parts = {
  MuiMenuItem: {
    styleOverrides: {
      root: {
        ...ROW,
        '&&.Mui-focusVisible': { outlineOffset: -2 },
        '&:hover, &:focus, &&.Mui-selected, &&.Mui-selected:hover': {
          backgroundColor: 'var(--bui-bg-neutral-2)',
        },
      },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        ...TEXT,
        minWidth: 0,
        minHeight: '2.25rem',
        padding: 'var(--bui-space-2) var(--bui-space-3)',
        color: 'var(--bui-fg-secondary)',
        letterSpacing: 'normal',
        opacity: 1,
        textTransform: 'none',
        '&:hover, &&.Mui-selected': {
          backgroundColor: 'transparent',
          color: 'var(--bui-fg-primary)',
        },
      },
      textColorPrimary: { color: 'var(--bui-fg-secondary)' },
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: '2.25rem' },
      indicator: { height: 1, backgroundColor: 'var(--bui-fg-primary)' },
    },
  },
  MuiList: {
    styleOverrides: {
      padding: { paddingBlock: 'var(--bui-space-1)' },
    },
  },
  MuiListItem: {
    styleOverrides: {
      root: {
        '&&.Mui-selected, &&.Mui-selected:hover': {
          backgroundColor: 'var(--bui-bg-neutral-2)',
        },
      },
      button: {
        '&&.Mui-focusVisible': { outlineOffset: -2 },
        '&:hover': { backgroundColor: HOVER },
      },
    },
  },
  MuiListItemIcon: {
    styleOverrides: {
      root: {
        color: 'var(--bui-fg-primary)',
        '& svg': { fontSize: '1rem' },
      },
    },
  },
  MuiListItemText: {
    styleOverrides: {
      primary: TEXT,
      secondary: { ...TEXT, color: 'var(--bui-fg-secondary)' },
    },
  },
  MuiTableRow: {
    styleOverrides: {
      root: { '&:nth-of-type(odd)': { backgroundColor: 'transparent' } },
      hover: {
        '&:hover': {
          cursor: 'pointer',
          backgroundColor: HOVER,
        },
      },
    },
  },
  MuiTableCell: {
    styleOverrides: {
      root: {
        ...TEXT,
        padding: 'var(--bui-space-3)',
        borderBottom: '1px solid var(--bui-border-2)',
        color: 'var(--bui-fg-primary)',
        lineHeight: 1.4,
        overflow: 'hidden',
        verticalAlign: 'middle',
        wordBreak: 'break-word',
      },
      head: {
        color: 'var(--bui-fg-secondary)',
        fontWeight: 'var(--bui-font-weight-regular)',
        lineHeight: 1.15,
      },
      footer: { borderBottom: 'none' },
      sizeSmall: { padding: 'var(--bui-space-2) var(--bui-space-3)' },
    },
  },
  MuiChip: {
    styleOverrides: {
      root: {
        ...TEXT,
        height: 'auto',
        margin: '0 var(--bui-space-1) var(--bui-space-1) 0',
        border: '1px solid var(--bui-border-2)',
        borderRadius: 'var(--bui-radius-full)',
        backgroundColor: 'var(--bui-bg-neutral-2)',
        color: 'var(--bui-fg-primary)',
      },
      label: {
        padding: '0 var(--bui-space-2)',
        fontSize: 'var(--bui-font-size-2)',
        fontWeight: 'var(--bui-font-weight-regular)',
        lineHeight: 1.6,
      },
      outlined: {
        border: '1px solid var(--bui-border-2)',
        backgroundColor: 'var(--bui-bg-neutral-2)',
      },
      deleteIcon: {
        width: '1rem',
        height: '1rem',
        margin: '0 var(--bui-space-1) 0 calc(-1 * var(--bui-space-1))',
        color: 'var(--bui-fg-secondary)',
      },
    },
  },
};
