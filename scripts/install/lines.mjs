/**
 * The lines of Backstage that our packages are for, older first: the name, and a
 * day by which the registry had all of it and nothing of the next.
 */
const ALL = [
  // What `create-app` makes.
  { name: '1.55', asOf: '2026-10-01T00:00:00Z' },
  { name: '1.57', asOf: '2026-11-20T00:00:00Z' },
];

/** All of them; while you work on the lane, the first alone: `INSTALL_TEST_LINES=1 yarn test:install`. */
export const LINES = ALL.slice(
  0,
  Number(process.env.INSTALL_TEST_LINES ?? ALL.length),
);
