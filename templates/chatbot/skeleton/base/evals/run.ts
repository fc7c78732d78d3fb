import { parseArgs } from 'node:util';
import { BuiltBot } from './BuiltBot.ts';
import { SUITES, type SuiteName } from './dataset.ts';
import { writeResult } from './results.ts';
import { describeResult, runSuites } from './runSuites.ts';

/** `npm run evaluate [-- --url http://…] [-- --suite golden]`: evaluates the built archive, or a running bot. */
const { values } = parseArgs({
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
    ? await BuiltBot.start('dist/chatbot.tgz')
    : undefined;
try {
  for (const result of await runSuites(
    values.url ?? bot!.url,
    suites,
    process.env,
  )) {
    console.log(
      `${describeResult(result)}\n  written to ${writeResult(result)}`,
    );
  }
} finally {
  await bot?.stop();
}
