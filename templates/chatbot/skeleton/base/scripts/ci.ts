import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sha256 } from '../src/text/digest.ts';
import { storeArchive } from './artifacts.ts';
import { report } from './report.ts';
import { readRunContext } from './runContext.ts';

/**
 * `npm run ci`: what every push runs, here and in the CI system.
 *
 * Evidence is reported before the gate decides: a version that falls short is seen in the portal with its reasons.
 */
const steps: [
  name: string,
  run: () => Promise<string | undefined> | string | undefined,
][] = [
  ['lint', () => npm('lint')],
  ['types', () => npm('typecheck')],
  ['unit tests', () => npm('test')],
  ['build', () => npm('build')],
  ['evaluate', () => npm('evaluate')],
  ['publish', publish],
  ['report', () => report(process.env)],
  ['gate', () => npm('gate')],
];

for (const [name, run] of steps) {
  const started = performance.now();
  console.log(`\n=== ${name}`);
  try {
    const said = await run();
    if (said) {
      console.log(said);
    }
  } catch (error) {
    console.error(
      `=== ${name} failed: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
    process.exit(1);
  }
  console.log(
    `=== ${name} done in ${((performance.now() - started) / 1000).toFixed(
      1,
    )} s`,
  );
}

function npm(script: string): undefined {
  execFileSync('npm', ['run', '--silent', script], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

async function publish(): Promise<string> {
  const { artifacts, version } = readRunContext(process.env);
  const bytes = readFileSync('dist/chatbot.tgz');
  if (artifacts === undefined) {
    return 'offline: ARTIFACT_REPOSITORY_URL is not set, so the archive stays in dist/';
  }
  return `stored ${sha256(bytes)} at ${await storeArchive(
    artifacts,
    version,
    bytes,
  )}`;
}
