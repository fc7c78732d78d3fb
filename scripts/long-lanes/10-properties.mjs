/** The packages whose tests try a property with generated values. */
const PACKAGES = [
  'packages/transparency-log',
  'plugins/chatbots-common',
  'plugins/chatbots-governance',
];

/** Generated values for each property; `npm test` tries 100. */
const RUNS = 10_000;

/** A property may take this long, in milliseconds. */
const TIMEOUT_MS = 60 * 60_000;

/** Property-based tests, with a hundred times as many values as in `npm test`. */
export const lane = {
  name: 'properties',
  round: 10,
  async run({ yarn }) {
    const failed = [];
    for (const folder of PACKAGES) {
      const { code, output } = await yarn(
        [
          '--cwd',
          folder,
          'backstage-cli',
          'package',
          'test',
          '--watchAll=false',
          `--testTimeout=${TIMEOUT_MS}`,
        ],
        { env: { CI: 'true', PROPERTY_RUNS: String(RUNS) } },
      );
      if (code !== 0) {
        failed.push(`${folder}\n${output}`);
      }
    }
    return {
      passed: PACKAGES.length - failed.length,
      failed: failed.length,
      remark: `${RUNS} values each`,
      output: failed.join('\n\n'),
    };
  },
};
