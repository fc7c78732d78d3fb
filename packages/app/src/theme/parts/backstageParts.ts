import { HOVER, LABEL, TEXT } from './looks';

/** Parts that Backstage made of those of Material UI. @internal */
export const backstageParts = {
  BackstageSelectInputBase: {
    styleOverrides: {
      root: { 'label + &': { marginTop: 0 } },
      input: {
        ...TEXT,
        padding: 'var(--bui-space-2) var(--bui-space-3)',
        border: 'none',
        borderRadius: 'var(--bui-radius-2)',
        backgroundColor: 'transparent',
        '&:focus': { background: 'transparent' },
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
        borderBottom: '1px solid var(--bui-border-1)',
        color: 'var(--bui-fg-primary)',
        fontWeight: 'var(--bui-font-weight-bold)',
        textTransform: 'none',
      },
    },
  },
  // On a phone the search would cover the title.
  PluginCatalogTableToolbar: { styleOverrides: { root: { flexWrap: 'wrap' } } },
  CatalogReactUserListPicker: {
    styleOverrides: {
      root: { backgroundColor: 'transparent' },
      title: { marginLeft: 0, textTransform: 'none' },
      groupWrapper: { margin: 'var(--bui-space-2) 0' },
      menuItem: { minHeight: '2.25rem' },
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        ...TEXT,
        height: '2.25rem',
        borderColor: 'var(--bui-border-1)',
        color: 'var(--bui-fg-primary)',
        textTransform: 'none',
        '&&.Mui-selected': {
          backgroundColor: HOVER,
          color: 'var(--bui-fg-primary)',
        },
      },
    },
  },
};
