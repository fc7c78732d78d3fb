import { FOCUS, TEXT, type Parts } from './looks';

/** Material UI hands its icons a size, which these have already. */
interface MarkProps {
  fontSize?: string;
}

const LINE = 'var(--bui-border-2)';
const EMPTY = 'var(--bui-bg-neutral-1)';
const CHOSEN = 'var(--bui-accent-bg)';

function mark(draw: JSX.Element) {
  return function Mark(_props: MarkProps) {
    return (
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden fill="none">
        {draw}
      </svg>
    );
  };
}

const box = (
  <rect
    x="0.5"
    y="0.5"
    width="15"
    height="15"
    rx="2"
    style={{ fill: EMPTY, stroke: LINE }}
  />
);

const Box = mark(box);
const CheckedBox = mark(
  <>
    <rect width="16" height="16" rx="2" style={{ fill: CHOSEN }} />
    <path
      d="M3.5 8.2l3 3 6-6.4"
      strokeWidth="1.5"
      style={{ stroke: 'var(--bui-accent-fg)' }}
    />
  </>,
);
const PartlyCheckedBox = mark(
  <>
    {box}
    <path d="M4 8h8" style={{ stroke: 'var(--bui-fg-primary)' }} />
  </>,
);
const Ring = mark(
  <circle
    cx="8"
    cy="8"
    r="7"
    strokeWidth="2"
    style={{ fill: EMPTY, stroke: LINE }}
  />,
);
const ChosenRing = mark(
  <circle
    cx="8"
    cy="8"
    r="6"
    strokeWidth="4"
    style={{ fill: EMPTY, stroke: CHOSEN }}
  />,
);

const CHOICE = {
  padding: 'var(--bui-space-1) var(--bui-space-2) var(--bui-space-1) 0',
  '&& svg': { width: '1rem', height: '1rem' },
  '&&:hover': { backgroundColor: 'transparent' },
  '&&.Mui-focusVisible': { outline: 'none' },
  '&&.Mui-focusVisible .MuiIconButton-label': {
    ...FOCUS,
    borderRadius: 'var(--bui-radius-1)',
  },
  '&&.Mui-disabled': { opacity: 0.5 },
};

/** What is switched on or chosen. @internal */
export const choices: Parts = {
  MuiCheckbox: {
    defaultProps: {
      icon: <Box />,
      checkedIcon: <CheckedBox />,
      indeterminateIcon: <PartlyCheckedBox />,
    },
    styleOverrides: { root: CHOICE },
  },
  MuiRadio: {
    defaultProps: { icon: <Ring />, checkedIcon: <ChosenRing /> },
    styleOverrides: { root: CHOICE },
  },
  MuiSwitch: {
    styleOverrides: {
      root: {
        width: '2rem',
        height: '1.143rem',
        padding: 0,
        marginRight: 'var(--bui-space-3)',
        overflow: 'visible',
        borderRadius: '1.143rem',
        '&:has(.Mui-focusVisible)': FOCUS,
      },
      switchBase: {
        padding: '0.143rem',
        color: 'var(--bui-white)',
        '&&:hover': { backgroundColor: 'transparent' },
        '&&.Mui-checked': {
          color: 'var(--bui-accent-fg)',
          transform: 'translateX(0.857rem)',
        },
        '&&.Mui-checked + .MuiSwitch-track': {
          backgroundColor: 'var(--bui-accent-bg)',
          opacity: 1,
        },
        '&&.Mui-focusVisible': { outline: 'none' },
      },
      thumb: { width: '0.857rem', height: '0.857rem', boxShadow: 'none' },
      track: {
        borderRadius: '1.143rem',
        backgroundColor: 'var(--bui-gray-4)',
        opacity: 1,
        '[data-theme-mode="dark"] &': { backgroundColor: 'var(--bui-gray-6)' },
      },
    },
  },
  MuiFormGroup: {
    styleOverrides: {
      root: {
        gap: 'var(--bui-space-1)',
        '.MuiFormLabel-root + &': { marginTop: 'var(--bui-space-2)' },
      },
    },
  },
  MuiFormControlLabel: {
    styleOverrides: { root: { marginLeft: 0 }, label: TEXT },
  },
};
