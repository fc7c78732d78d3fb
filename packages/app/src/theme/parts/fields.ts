import { TEXT, type Parts } from './looks';

const STATIC = { position: 'static', transform: 'none' } as const;

/** A label above, a box without a line around it: the same for every variant. @internal */
export const fields: Parts = {
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
