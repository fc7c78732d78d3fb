import { HOVER, TEXT, type Parts } from './looks';

/** Menus, tabs, tables and chips. @internal */
export const lists: Parts = {
  MuiMenuItem: {
    styleOverrides: {
      root: {
        ...TEXT,
        minHeight: '2rem',
        marginInline: 'var(--bui-space-1)',
        paddingInline: 'var(--bui-space-2)',
        borderRadius: 'var(--bui-radius-2)',
        color: 'var(--bui-fg-primary)',
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
        borderBottom: '1px solid var(--bui-border-1)',
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
      sizeSmall: { padding: 'var(--bui-space-2) var(--bui-space-3)' },
    },
  },
  MuiChip: {
    styleOverrides: {
      root: {
        ...TEXT,
        height: '1.5rem',
        margin: '0 var(--bui-space-1) var(--bui-space-1) 0',
        border: '1px solid var(--bui-border-1)',
        borderRadius: 'var(--bui-radius-2)',
        backgroundColor: 'var(--bui-bg-neutral-2)',
        color: 'var(--bui-fg-primary)',
      },
      label: {
        padding: '0 var(--bui-space-2)',
        fontSize: 'var(--bui-font-size-2)',
      },
      outlined: {
        border: '1px solid var(--bui-border-1)',
        backgroundColor: 'transparent',
      },
    },
  },
};
