import { verifyGuards } from '../lib/verifyGuards.mjs';

/** Every guard that the threat model names, removed one at a time: its test has to fail. */
export const lane = {
  name: 'guards',
  round: 10,
  async run({ toolchain }) {
    const { passed, failed } = await verifyGuards(toolchain);
    return {
      passed: passed.length,
      failed: failed.length,
      output: failed.join('\n'),
    };
  },
};
