import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageOf } from './checkoutCopy.mjs';
import { NODE_MODULES } from './paths.mjs';
import { run } from './run.mjs';

const CLI = join(NODE_MODULES, '@backstage/cli/bin/backstage-cli');

/** A test that hangs without its guard fails, too; in milliseconds. */
const TIMEOUT_MS = 15 * 60_000;

/**
 * Runs the tests of some titles in one file of a copy of the checkout: `{ output, outcomeOf(title) }`, which says `passed`,
 * `failed` or `missing`, where none of the title ran. A test of several databases fails where it fails on one; without the address
 * of a server it runs on SQLite alone.
 */
export async function runNamedTests(options) {
  const { folder, toolchain, test, titles, postgresUrl } = options;
  const place = packageOf(test);
  const report = join(folder, 'guards-report.json');
  rmSync(report, { force: true });
  const output = await runToEnd(
    toolchain.node,
    [
      ...[CLI, 'package', 'test', '--watchAll=false', '--maxWorkers=1'],
      ...['--json', `--outputFile=${report}`],
      ...['--testNamePattern', titles.map(patternOf).join('|')],
      ...['--runTestsByPath', relative(place, test)],
    ],
    {
      cwd: join(folder, place),
      env: {
        ...toolchain.env,
        CI: 'true',
        NODE_ENV: 'test',
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        ...(postgresUrl && {
          BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING: postgresUrl,
        }),
      },
    },
  );
  const ran = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap(
        ({ assertionResults }) => assertionResults,
      )
    : [];
  return {
    output,
    outcomeOf(title) {
      const whole = new RegExp(`^${patternOf(title)}$`, 's');
      const own = ran.filter(
        one =>
          whole.test(one.title) && ['passed', 'failed'].includes(one.status),
      );
      if (own.length === 0) {
        return 'missing';
      }
      return own.some(({ status }) => status === 'failed')
        ? 'failed'
        : 'passed';
    },
  };
}

async function runToEnd(command, args, options) {
  let timer;
  const { output } = await run(command, args, {
    ...options,
    onStart: child => {
      timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    },
  });
  clearTimeout(timer);
  return output;
}

/** Matches what Jest makes of a title: the placeholders of `it.each` stand for any text. */
export function patternOf(title) {
  return title
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/%[sdifjopc#]|\\\$\w+/g, '.*');
}
