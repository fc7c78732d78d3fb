import { readBotConfig } from '../config/readBotConfig.ts';
import { BotClient } from './BotClient.ts';
import { readDataset, type SuiteName } from './dataset.ts';
import { askAll, scoreAll, type EvaluationResult } from './evaluate.ts';
import { createJudge } from './judges/createJudge.ts';

/** Runs suites of the repository at `root` against the bot at an address. */
export async function runSuites(
  root: string,
  url: string,
  suites: SuiteName[],
  env: NodeJS.ProcessEnv,
): Promise<EvaluationResult[]> {
  const { datasets } = readBotConfig(root);
  const judge = await createJudge(env);
  const client = BotClient.create(url);
  const results: EvaluationResult[] = [];
  for (const suite of suites) {
    const dataset = readDataset(suite, root, datasets);
    const startedAt = new Date();
    const outcomes = await askAll(client, dataset);
    results.push(
      await scoreAll(suite, dataset, outcomes, judge, { startedAt }),
    );
  }
  return results;
}

/** A suite's results in lines for a person. */
export function describeResult({
  suite,
  dataset,
  judge,
  metrics,
  samples,
}: EvaluationResult): string {
  const passed = samples.filter(sample => sample.passed).length;
  return [
    `Suite ${suite} (${dataset.name} ${dataset.revision}, judge ${judge.name}, ${judge.kind}): ${passed} of ${samples.length} samples passed`,
    ...metrics.map(
      ({ name, value, sampleCount }) =>
        `  ${name.padEnd(26)} ${value}  (n = ${sampleCount})`,
    ),
  ].join('\n');
}
