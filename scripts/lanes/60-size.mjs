import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { checkoutFiles } from '../lib/files.mjs';

const MOST_LINES = 400;
/** A file of fewer lines is small, and this share of the source at most is: one has to open too many otherwise. */
const SMALL_LINES = 25;
const MOST_SMALL = 0.18;
const CODE = /\.(ts|tsx|js|jsx|mjs|cjs)$/;
/** Made by a generator; the last are bundles that repositories carry along. */
const GENERATED = /(^|\/)(generated|\.chatbot-portal)\//;
const SOURCE = /^(plugins|packages)\/[^/]+\/src\/.*\.tsx?$/;
const TESTS =
  /\.test\.tsx?$|\/(__testUtils__|__fixtures__|testUtils)\/|setupTests/;

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
    const counted = [...(await countLines())];
    const tooLong = counted.filter(([, lines]) => lines > MOST_LINES);
    const sources = counted.filter(
      ([file]) => SOURCE.test(file) && !TESTS.test(file),
    );
    const small = sources.filter(([, lines]) => lines < SMALL_LINES);
    const share = small.length / sources.length;
    const remark = `${(share * 100).toFixed(1)} % of ${
      sources.length
    } source files under ${SMALL_LINES} lines`;

    const output = [];
    if (tooLong.length > 0) {
      output.push(
        `Over ${MOST_LINES} lines, split by idea:`,
        ...tooLong.map(([file, lines]) => `${file}: ${lines} lines`),
      );
    }
    if (share >= MOST_SMALL) {
      output.push(
        `${remark}, join files with what they serve until it is below ${
          MOST_SMALL * 100
        } %:`,
        ...small.map(([file, lines]) => `${file}: ${lines} lines`),
      );
    }
    return {
      passed: output.length === 0 ? 1 : 0,
      failed: output.length === 0 ? 0 : 1,
      remark,
      output: output.join('\n'),
    };
  },
};
