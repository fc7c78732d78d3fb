import { LABEL, LINK, ROW, TEXT } from './looks';

/** A short list of which one entry is chosen, on a card. */
const LIST_PICKER = {
  styleOverrides: {
    root: { backgroundColor: 'transparent' },
    title: { ...LABEL, marginLeft: 0, textTransform: 'none' },
    groupWrapper: { margin: 'var(--bui-space-2) 0' },
    menuItem: {
      ...ROW,
      width: 'auto',
      margin: 'var(--bui-space-1)',
      borderBottom: 'none',
    },
    listIcon: { minWidth: '1.5rem' },
  },
};

/** At the end of a field that opens. */
const ARROW = {
  right: 'var(--bui-space-3)',
  fontSize: '1rem',
  color: 'var(--bui-fg-secondary)',
};

/** Parts that Backstage made of those of Material UI. @internal */
export const backstageParts = {
  BackstageSelectInputBase: {
    styleOverrides: {
      root: { 'label + &': { marginTop: 0 } },
      input: {
        ...TEXT,
        display: 'flex',
        alignItems: 'center',
        boxSizing: 'border-box',
        minHeight: '2rem',
        padding: '0 var(--bui-space-8) 0 var(--bui-space-3)',
        border: 'none',
        borderRadius: 'var(--bui-radius-3)',
        backgroundColor: 'transparent',
        lineHeight: 1.15,
        '&:focus': {
          background: 'transparent',
          borderRadius: 'var(--bui-radius-3)',
        },
      },
    },
  },
  BackstageSelect: { styleOverrides: { formLabel: LABEL } },
  BackstageAutocomplete: { styleOverrides: { label: LABEL } },
  BackstageAutocompleteBase: {
    styleOverrides: {
      inputRoot: {
        marginTop: 'var(--bui-space-5)',
        '$root$hasClearIcon$hasPopupIcon &': {
          paddingBlock: 0,
          paddingInlineStart: 0,
        },
      },
      input: {
        '$root$hasClearIcon$hasPopupIcon &': {
          fontSize: 'var(--bui-font-size-3)',
          paddingBlock: 'var(--bui-space-2)',
          paddingInlineStart: 'var(--bui-space-3)',
        },
      },
    },
  },
  BackstageTableHeader: {
    styleOverrides: {
      header: {
        padding: 'var(--bui-space-3)',
        borderTop: 'none',
        borderBottom: '1px solid var(--bui-border-2)',
        color: 'var(--bui-fg-primary)',
        fontWeight: 'bold',
        textTransform: 'none',
      },
    },
  },
  // On a phone the search would cover the title.
  PluginCatalogTableToolbar: { styleOverrides: { root: { flexWrap: 'wrap' } } },
  CatalogReactUserListPicker: LIST_PICKER,
  ScaffolderReactOwnerListPicker: LIST_PICKER,
  BackstageClosedDropdown: { styleOverrides: { icon: ARROW } },
  BackstageOpenedDropdown: { styleOverrides: { icon: ARROW } },
  BackstageContent: {
    styleOverrides: {
      root: {
        padding: 'var(--bui-space-4)',
        '@media (min-width: 640px)': {
          padding: 'var(--bui-space-4) var(--bui-space-5)',
        },
      },
    },
  },
  BackstageInfoCard: {
    styleOverrides: {
      header: { padding: 'var(--bui-space-3)' },
      headerTitle: { fontWeight: 'var(--bui-font-weight-bold)' },
    },
  },
  BackstageTableToolbar: {
    styleOverrides: {
      root: {
        flexWrap: 'wrap',
        gap: 'var(--bui-space-2)',
        padding: 'var(--bui-space-3)',
      },
      title: { overflow: 'visible' },
      searchField: { paddingInline: 0 },
    },
  },
  BackstageIconLinkVertical: {
    styleOverrides: {
      primary: { color: 'var(--bui-fg-primary)' },
      secondary: { color: 'var(--bui-fg-primary)' },
      label: {
        ...LABEL,
        color: 'inherit',
        letterSpacing: 'normal',
        textTransform: 'none',
      },
    },
  },
  BackstageMarkdownContent: {
    styleOverrides: {
      markdown: { lineHeight: 1.4, '& a': LINK },
    },
  },
  BackstageHighlightedSearchResultText: {
    styleOverrides: {
      highlight: {
        backgroundColor: 'var(--bui-announcement-bg-subdued)',
        color: 'var(--bui-announcement-fg-subdued)',
      },
    },
  },
  PluginOrgComponentsGrid: {
    styleOverrides: {
      card: {
        border: '1px solid var(--bui-border-1)',
        borderRadius: 'var(--bui-radius-3)',
        boxShadow: 'none',
        '&:hover': {
          boxShadow: 'none',
          backgroundColor: 'var(--bui-bg-neutral-2)',
        },
      },
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      label: { gap: 'var(--bui-space-1_5)' },
      root: {
        ...TEXT,
        height: '2rem',
        padding: '0 var(--bui-space-2)',
        borderColor: 'var(--bui-border-2)',
        borderRadius: 'var(--bui-radius-2)',
        color: 'var(--bui-fg-primary)',
        fontWeight: 'var(--bui-font-weight-bold)',
        textTransform: 'none',
        '& svg': { width: '1rem', height: '1rem' },
        '&&.Mui-selected, &&.Mui-selected:hover': {
          backgroundColor: 'var(--bui-accent-bg)',
          color: 'var(--bui-accent-fg)',
          '& svg': { color: 'inherit', fill: 'currentColor' },
        },
      },
    },
  },
};
