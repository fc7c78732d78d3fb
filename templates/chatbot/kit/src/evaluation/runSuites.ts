import { join } from 'node:path';
import {
  disclosureFor,
  disclosureProblems,
} from '../answer/guards/disclosure.ts';
import { botWords } from '../answer/createChat.ts';
import { Prompts } from '../answer/prompts.ts';
import type { BotConfig } from '../config/BotConfig.ts';
import { readBotConfig } from '../config/readBotConfig.ts';
import { BotClient } from './BotClient.ts';
import { readDataset, type SuiteName } from './dataset.ts';
import {
  askAll,
  scoreAll,
  type Bot,
  type BotScores,
  type EvaluationResult,
} from './evaluate.ts';
import { createJudge } from './judges/createJudge.ts';
import { promptProblems } from './promptRules.ts';

/** Runs suites of the repository at `root` against a bot, or the one at an address, with the access key in `CHATBOT_ACCESS_TOKEN`. */
export async function runSuites(
  root: string,
  bot: string | Bot,
  suites: SuiteName[],
  env: NodeJS.ProcessEnv,
): Promise<EvaluationResult[]> {
  const config = readBotConfig(root);
  const prompts = Prompts.fromFolder(join(root, 'prompts'));
  const judge = await createJudge(env);
  const client =
    typeof bot === 'string'
      ? BotClient.create(bot, env.CHATBOT_ACCESS_TOKEN)
      : bot;
  const ofTheBot = await scoreBot(client, config, prompts);
  const results: EvaluationResult[] = [];
  for (const suite of suites) {
    const dataset = readDataset(suite, root, config.datasets);
    const startedAt = new Date();
    const outcomes = await askAll(client, dataset);
    results.push(
      await scoreAll(suite, dataset, outcomes, judge, { startedAt }, ofTheBot),
    );
  }
  return results;
}

/** Measures what the bot says of itself, and its prompts. */
export async function scoreBot(
  client: { disclosures?: BotClient['disclosures'] } | Bot,
  bot: BotConfig,
  prompts: Prompts,
): Promise<BotScores> {
  const { languages } = bot;
  // A working copy in this process says what its configuration says.
  const told =
    'disclosures' in client && client.disclosures
      ? client.disclosures()
      : Promise.resolve(
          disclosureFor(languages, {
            title: bot.title,
            texts: bot.disclosure,
          }),
        );
  const missing = await told.then(
    given => disclosureProblems(given, languages),
    (error: unknown) =>
      languages.map(
        language => `There is no disclosure in ${language}: ${String(error)}`,
      ),
  );
  const harmful = promptProblems(prompts, botWords({ bot }));
  return {
    transparency: {
      score: 1 - missing.length / languages.length,
      count: languages.length,
      problems: missing,
    },
    prompt_rules: {
      score: harmful.length === 0 ? 1 : 0,
      count: prompts.files().length,
      problems: harmful,
    },
  };
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
