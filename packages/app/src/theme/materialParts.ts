import type { UnifiedThemeOptions } from '@backstage/theme';

type Parts = NonNullable<UnifiedThemeOptions['components']>;

/*
 * States are written `&&.Mui-…`. The theme takes `&.Mui-…` for a rule of the state itself, which in Material UI 4 is one for every
 * part that is in that state.
 */

const HOVER = 'color-mix(in srgb, var(--bui-fg-primary) 6%, transparent)';
const FOCUS = { outline: '2px solid var(--bui-ring)', outlineOffset: 2 };
const TEXT = {
  fontFamily: 'var(--bui-font-regular)',
  fontSize: 'var(--bui-font-size-3)',
};
const LABEL = {
  ...TEXT,
  fontSize: 'var(--bui-font-size-2)',
  fontWeight: 'var(--bui-font-weight-regular)',
  color: 'var(--bui-fg-primary)',
};
/** What lies above the page: menus, lists of choices, dialogs. */
const RAISED = {
  backgroundColor: 'var(--bui-bg-app)',
  border: '1px solid var(--bui-border-1)',
  // Backstage UI has no newer token for it.
  // eslint-disable-next-line @backstage/no-deprecated-bui-tokens
  boxShadow: 'var(--bui-shadow)',
};

const surfaces: Parts = {
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

const buttons: Parts = {
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

const STATIC = { position: 'static', transform: 'none' } as const;

/** A label above, a box without a line around it: the same for every variant. */
const fields: Parts = {
  MuiFormLabel: {
    styleOverrides: {
      root: {
        ...TEXT,
        fontSize: 'var(--bui-font-size-2)',
        color: 'var(--bui-fg-primary)',
        '&&.Mui-focused': { color: 'var(--bui-fg-primary)' },
        '&&.Mui-error': { color: 'var(--bui-fg-primary)' },
      },
      asterisk: { color: 'var(--bui-fg-secondary)' },
    },
  },
  MuiInputLabel: {
    styleOverrides: {
      root: {
        ...TEXT,
        fontSize: 'var(--bui-font-size-2)',
        lineHeight: 1.15,
        marginBottom: 'var(--bui-space-2)',
        whiteSpace: 'normal',
      },
      formControl: { '&&': STATIC },
      outlined: { '&&&': STATIC },
      filled: { '&&&': STATIC },
      shrink: { transform: 'none' },
    },
  },
  MuiInputBase: {
    styleOverrides: {
      root: {
        ...TEXT,
        minHeight: '2rem',
        padding: 0,
        borderRadius: 'var(--bui-radius-2)',
        backgroundColor: 'var(--bui-bg-neutral-1)',
        color: 'var(--bui-fg-primary)',
        lineHeight: 1.15,
        '.MuiPaper-root &': { backgroundColor: 'var(--bui-bg-neutral-2)' },
        '&&.Mui-focused': { boxShadow: 'inset 0 0 0 1px var(--bui-ring)' },
        '&&.Mui-error': {
          boxShadow: 'inset 0 0 0 1px var(--bui-negative-border)',
        },
        '&&.Mui-disabled': { opacity: 0.5 },
      },
      input: {
        height: 'auto',
        padding: 'var(--bui-space-2) var(--bui-space-3)',
        '&::placeholder': { color: 'var(--bui-fg-secondary)', opacity: 1 },
      },
    },
  },
  MuiInput: {
    styleOverrides: {
      formControl: { 'label + &': { marginTop: 0 } },
      underline: {
        '&:before, &:after': { display: 'none' },
      },
    },
  },
  MuiOutlinedInput: {
    styleOverrides: {
      root: { borderRadius: 'var(--bui-radius-2)' },
      notchedOutline: { display: 'none' },
      input: { padding: 'var(--bui-space-2) var(--bui-space-3)' },
      multiline: { padding: 0 },
    },
  },
  MuiFilledInput: {
    styleOverrides: {
      root: { borderRadius: 'var(--bui-radius-2)' },
      underline: { '&:before, &:after': { display: 'none' } },
      input: { padding: 'var(--bui-space-2) var(--bui-space-3)' },
    },
  },
  MuiSelect: {
    styleOverrides: {
      select: {
        borderRadius: 'var(--bui-radius-2)',
        '&:focus': {
          borderRadius: 'var(--bui-radius-2)',
          backgroundColor: 'transparent',
        },
      },
      icon: { color: 'var(--bui-fg-secondary)' },
    },
  },
  MuiFormHelperText: {
    styleOverrides: {
      root: {
        fontSize: 'var(--bui-font-size-2)',
        color: 'var(--bui-fg-secondary)',
        '&&.Mui-error': { color: 'var(--bui-fg-negative)' },
      },
      contained: { marginLeft: 0, marginRight: 0 },
    },
  },
  MuiCheckbox: {
    styleOverrides: {
      root: {
        padding: 'var(--bui-space-1) var(--bui-space-2)',
        color: 'var(--bui-border-2)',
        '& svg': { width: '1.25rem', height: '1.25rem' },
      },
      colorSecondary: {
        '&&.Mui-checked': { color: 'var(--bui-accent-bg)' },
      },
    },
  },
  MuiRadio: {
    styleOverrides: {
      root: {
        padding: 'var(--bui-space-1) var(--bui-space-2)',
        color: 'var(--bui-border-2)',
      },
      colorSecondary: { '&&.Mui-checked': { color: 'var(--bui-accent-bg)' } },
    },
  },
};

const lists: Parts = {
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

/** Parts that Backstage made of those of Material UI. */
const backstageParts = {
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
