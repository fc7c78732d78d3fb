import { breakingChanges } from '../lib/breakingChanges.mjs';

/** What breaks for users since the last release is named by a changeset. */
export const lane = {
  name: 'breaking',
  // After `api`, which holds the reports to the code.
  round: 2,
  async run() {
    const changes = breakingChanges();
    const untold = changes.filter(change => !change.told);
    return {
      passed: untold.length === 0 ? 1 : 0,
      failed: untold.length === 0 ? 0 : 1,
      remark: `${changes.length} since the last release`,
      output: `In no changeset; see node scripts/breaking-changes.mjs:\n${untold
        .map(
          ({ package: name, name: what, what: how }) =>
            `${name} ${what}: ${how}`,
        )
        .join('\n')}`,
    };
  },
};
