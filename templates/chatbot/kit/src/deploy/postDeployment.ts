import { SUITES } from '../evaluation/dataset.ts';
import { describeResult, runSuites } from '../evaluation/runSuites.ts';
import {
  describeVerdicts,
  judgeResults,
  readThresholds,
} from '../evaluation/thresholds.ts';
import type { Deployed } from './deployPromotion.ts';
import type { Portal } from './Portal.ts';

/** Throws unless the bot at the address passes the smoke suite. */
export async function smokeTest(
  root: string,
  url: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { smoke } = readThresholds(root);
  if (smoke === undefined) {
    return;
  }
  const failed = judgeResults(
    { smoke },
    await runSuites(root, url, ['smoke'], env),
  ).filter(({ passed }) => !passed);
  if (failed.length > 0) {
    throw new Error(`The smoke test failed: ${describeVerdicts(failed)}`);
  }
}

/** Runs every suite against the bot that users talk to, and reports the results with the deployment. */
export async function testDeployment(
  root: string,
  { deploymentId, version, digest, url }: Deployed,
  portal: Portal,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const results = await runSuites(root, url, SUITES, env);
  for (const result of results) {
    console.log(describeResult(result));
    await portal.reportEvaluation({ ...result, version, digest, deploymentId });
  }
  const verdicts = judgeResults(readThresholds(root), results);
  console.log(describeVerdicts(verdicts));
  return verdicts.every(({ passed }) => passed);
}
