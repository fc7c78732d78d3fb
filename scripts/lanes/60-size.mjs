import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { checkoutFiles } from '../lib/files.mjs';
import { checkFileSizes } from '../lib/sizeLimits.mjs';

const CODE = /\.(ts|tsx|js|jsx|mjs|cjs)$/;
/** Made by a generator; the last are bundles that repositories carry along. */
const GENERATED = /(^|\/)generated\/|^templates\/chatbot\/kit\/portal\//;

/** The lines of each hand-written file of code. */
async function countLines() {
  const counted = new Map();
  for (const file of await checkoutFiles()) {
    if (CODE.test(file) && !GENERATED.test(file)) {
      try {
        const text = readFileSync(join(ROOT, file), 'utf8');
        counted.set(file, text.split('\n').length - 1);
      } catch {
        continue; // listed by git, already removed from the folder
      }
    }
  }
  return counted;
}

/** One idea a file: none is longer than 400 lines, and few are shorter than 25. */
export const lane = {
  name: 'size',
  async run() {
    const { remark, problems } = checkFileSizes(await countLines());
    return {
      passed: problems.length === 0 ? 1 : 0,
      failed: problems.length === 0 ? 0 : 1,
      remark,
      output: problems.join('\n'),
    };
  },
};
