import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../text/digest.ts';
import { ARCHIVE_PATH, storeArchive } from './artifacts.ts';
import { packedKitProblem } from './packedKit.ts';
import { report } from './report.ts';
import { readRunContext } from './runContext.ts';
import { makeWeights, runNpm, WEIGHTS_LAYER } from './weights.ts';

type Step = [
  name: string,
  run: () => Promise<string | undefined> | string | undefined,
];

/**
 * What every push runs, here and in the CI system: the repository's own scripts, then archive, report and gate.
 *
 * Evidence is reported before the gate decides: a version that falls short is seen in the portal with its reasons.
 *
 * @returns the exit code
 */
export async function ci(root: string): Promise<number> {
  const npm = (script: string) => () => runScript(root, script);
  const steps: Step[] = [
    ['kit', () => assertPackedKit(root)],
    ...(existsSync(join(root, WEIGHTS_LAYER))
      ? [['weights', () => makeWeights(root)] satisfies Step]
      : []),
    ['lint', npm('lint')],
    ['types', npm('typecheck')],
    ['unit tests', npm('test')],
    ['build', npm('build')],
    ['evaluate', npm('evaluate')],
    ['publish', () => publish(root)],
    ['report', () => report(root, process.env)],
    ['gate', npm('gate')],
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
      const why = error instanceof Error ? error.message : String(error);
      console.error(`=== ${name} failed: ${why}`);
      return 1;
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`=== ${name} done in ${seconds} s`);
  }
  return 0;
}

function assertPackedKit(root: string): undefined {
  const problem = packedKitProblem(root);
  if (problem !== undefined) {
    throw new Error(problem);
  }
}

function runScript(root: string, script: string): undefined {
  runNpm(root, 'run', '--silent', script);
}

async function publish(root: string): Promise<string> {
  const { artifacts, version } = readRunContext(root, process.env);
  const bytes = readFileSync(join(root, ARCHIVE_PATH));
  if (artifacts === undefined) {
    return 'offline: ARTIFACT_REPOSITORY_URL is not set, so the archive stays in dist/';
  }
  const address = await storeArchive(artifacts, version, bytes);
  return `stored ${sha256(bytes)} at ${address}`;
}
