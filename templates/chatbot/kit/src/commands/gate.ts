import {
  type Configuration,
  readConfiguration,
} from '../config/configuration.ts';
import { readDataset, SUITES } from '../evaluation/dataset.ts';
import { explainFailures } from '../evaluation/explain.ts';
import { readResults } from '../evaluation/results.ts';
import {
  describeVerdicts,
  judgeResults,
  readThresholds,
} from '../evaluation/thresholds.ts';

/** `chatbot gate`: compares the last evaluation with evals/thresholds.json. */
export function gate(root: string): number {
  const configuration = readConfiguration(root, process.env);
  const results = readResults(root);
  const verdicts = judgeResults(readThresholds(root), results);
  console.log(describeVerdicts(verdicts));
  if (results.some(({ workingCopy }) => workingCopy)) {
    console.log(
      'The working copy was measured, and not the archive: run npm run evaluate before you rely on it.',
    );
  }
  const failed = verdicts.filter(({ passed }) => !passed);
  const replaced = replacedModel(configuration, process.env);
  if (replaced !== undefined) {
    console.log(`FAIL  model: ${replaced}`);
  }
  if (failed.length > 0) {
    const datasets = new Map(
      SUITES.map(suite => [
        suite as string,
        readDataset(suite, root, configuration.bot.datasets),
      ]),
    );
    console.log(`\n${explainFailures(failed, results, datasets)}\n`);
  }
  const isGreen = failed.length === 0 && replaced === undefined;
  console.log(
    isGreen
      ? 'The gate is green.'
      : `The gate is red: ${
          failed.length + Number(replaced !== undefined)
        } of ${verdicts.length + 1} failed.`,
  );
  return isGreen ? 0 : 1;
}

/**
 * Says that another model was evaluated than the configured one, where a portal gets the evidence. Elsewhere, as for a pull request that is
 * given no keys, the local model may stand in.
 */
export function replacedModel(
  { bot, modelFallback }: Pick<Configuration, 'bot' | 'modelFallback'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  return modelFallback === undefined || !env.CHATBOT_PORTAL_URL
    ? undefined
    : `${modelFallback}. What is reported has to be measured with ${bot.model.provider}/${bot.model.name}: set the key, or configure the provider "local"`;
}
