import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BuiltBot } from '../evaluation/BuiltBot.ts';
import { SUITES, type SuiteName } from '../evaluation/dataset.ts';
import { writeResult } from '../evaluation/results.ts';
import { describeResult, runSuites } from '../evaluation/runSuites.ts';
import { ARCHIVE_PATH } from '../release/artifacts.ts';

/** `chatbot evaluate [--url http://…] [--suite golden]`: evaluates the built archive, or a running bot. */
export async function evaluate(root: string, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      suite: { type: 'string', multiple: true },
    },
  });
  const suites = (values.suite ?? SUITES) as SuiteName[];
  const unknown = suites.find(suite => !SUITES.includes(suite));
  if (unknown !== undefined) {
    throw new Error(
      `There is no suite ${unknown}; there are ${SUITES.join(', ')}`,
    );
  }
  const bot =
    values.url === undefined
      ? await BuiltBot.start(root, join(root, ARCHIVE_PATH))
      : undefined;
  try {
    const url = values.url ?? bot!.url;
    for (const result of await runSuites(root, url, suites, process.env)) {
      const path = writeResult(root, result);
      console.log(`${describeResult(result)}\n  written to ${path}`);
    }
  } finally {
    await bot?.stop();
  }
  return 0;
}
