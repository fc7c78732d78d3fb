import { RiArrowDownSLine } from '@remixicon/react';
import { RAISED, ROW, TEXT, type Parts } from './looks';

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
        marginBottom: 'var(--bui-space-3)',
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
        '&&:has(> .MuiSelect-root)': { borderRadius: 'var(--bui-radius-3)' },
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
      adornedStart: { paddingLeft: 'var(--bui-space-3)' },
      adornedEnd: { paddingRight: 'var(--bui-space-2)' },
      inputAdornedStart: { paddingLeft: 'var(--bui-space-2)' },
    },
  },
  MuiInputAdornment: {
    styleOverrides: {
      root: {
        color: 'var(--bui-fg-primary)',
        '&& svg': { width: '1rem', height: '1rem' },
        '& .MuiIconButton-root': { padding: 0, color: 'inherit' },
      },
      positionStart: { marginRight: 0 },
      // What empties a field is not there while the field is empty.
      positionEnd: {
        '& .MuiIconButton-root.Mui-disabled': { visibility: 'hidden' },
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
      adornedStart: { paddingLeft: 'var(--bui-space-3)' },
      inputAdornedStart: { paddingLeft: 'var(--bui-space-2)' },
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
    defaultProps: { IconComponent: RiArrowDownSLine },
    styleOverrides: {
      root: { borderRadius: 'var(--bui-radius-3)' },
      select: {
        '&&': {
          display: 'inline-flex',
          alignItems: 'center',
          boxSizing: 'border-box',
          minHeight: '2rem',
          paddingBlock: 0,
          paddingRight: 'var(--bui-space-8)',
        },
        borderRadius: 'var(--bui-radius-3)',
        '&:focus': {
          borderRadius: 'var(--bui-radius-3)',
          backgroundColor: 'transparent',
        },
      },
      icon: {
        top: 'calc(50% - 0.5rem)',
        right: 'var(--bui-space-3)',
        width: '1rem',
        height: '1rem',
        color: 'var(--bui-fg-secondary)',
      },
    },
  },
  MuiAutocomplete: {
    styleOverrides: {
      inputRoot: {
        '&&[class*="MuiOutlinedInput-root"]': {
          paddingBlock: 0,
          paddingLeft: 0,
          '& .MuiAutocomplete-input': {
            padding: 'var(--bui-space-2) var(--bui-space-3)',
          },
        },
      },
      tag: { '&&': { margin: 'var(--bui-space-1)' } },
      paper: { ...RAISED, ...TEXT, margin: 'var(--bui-space-1) 0' },
      listbox: { padding: 'var(--bui-space-1) 0' },
      option: {
        ...ROW,
        '&[data-focus="true"], &[aria-selected="true"]': {
          backgroundColor: 'var(--bui-bg-neutral-2)',
        },
      },
      endAdornment: {
        right: 'var(--bui-space-2)',
        top: 'calc(50% - 0.75rem)',
        '&& svg': { width: '1rem', height: '1rem' },
      },
      popupIndicator: {
        padding: 'var(--bui-space-1)',
        marginRight: 0,
        color: 'var(--bui-fg-secondary)',
      },
      clearIndicator: { padding: 'var(--bui-space-1)', marginRight: 0 },
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
};
