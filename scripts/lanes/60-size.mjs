import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { checkoutFiles } from '../lib/files.mjs';

const LIMIT = 400;
const CODE = /\.(ts|tsx|js|jsx|mjs|cjs)$/;
/** Made by a generator; the last are bundles that repositories carry along. */
const GENERATED = /(^|\/)(generated|\.chatbot-portal)\//;

/** One idea a file: no hand-written file of code is longer than 400 lines. */
export const lane = {
  name: 'size',
  async run() {
    const tooLong = [];
    for (const file of await checkoutFiles()) {
      if (CODE.test(file) && !GENERATED.test(file)) {
        let lines;
        try {
          lines = readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
        } catch {
          continue; // listed by git, already removed from the folder
        }
        if (lines > LIMIT) {
          tooLong.push(`${file}: ${lines} lines`);
        }
      }
    }
    return tooLong.length === 0
      ? { passed: 1, failed: 0 }
      : {
          passed: 0,
          failed: 1,
          output: `Over ${LIMIT} lines, split by idea:\n${tooLong.join('\n')}`,
        };
  },
};
