import { TEXT, type Parts } from './looks';

/** A screen that is as narrow as a phone. */
const PHONE = '@media (max-width: 480px)';

/** The steps of Create, which Backstage UI has no part for. @internal */
export const steps: Parts = {
  MuiStepper: {
    // They take the whole width of a phone.
    styleOverrides: { alternativeLabel: { [PHONE]: { paddingInline: 0 } } },
  },
  MuiStep: {
    styleOverrides: { alternativeLabel: { [PHONE]: { paddingInline: 2 } } },
  },
  MuiStepIcon: {
    styleOverrides: {
      root: { fontSize: '1.5rem', color: 'var(--bui-border-2)' },
      text: {
        ...TEXT,
        fontSize: 'var(--bui-font-size-2)',
        fill: 'var(--bui-accent-fg)',
      },
    },
  },
  MuiStepConnector: {
    styleOverrides: {
      line: { borderColor: 'var(--bui-border-1)' },
      // Steps of unequal width have lines that would go through their numbers.
      alternativeLabel: { [PHONE]: { display: 'none' } },
    },
  },
};
