import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BotInProcess } from '../answer/BotInProcess.ts';
import { readBotConfig } from '../config/readBotConfig.ts';
import { BotClient } from '../evaluation/BotClient.ts';
import { BuiltBot } from '../evaluation/BuiltBot.ts';
import { readDataset, SUITES, type SuiteName } from '../evaluation/dataset.ts';
import type { Bot, EvaluationResult } from '../evaluation/evaluate.ts';
import { createJudge } from '../evaluation/judges/createJudge.ts';
import { describeRerun, rerunFailed } from '../evaluation/rerunFailed.ts';
import { readResult, writeResult } from '../evaluation/results.ts';
import { describeResult, runSuites } from '../evaluation/runSuites.ts';
import { ARCHIVE_PATH } from '../release/artifacts.ts';
import { rerunOnChange } from './rerunOnChange.ts';

/**
 * `chatbot evaluate [--suite golden] [--url http://…]`: evaluates the built archive, or a running bot. `--failed` asks only what failed
 * last time, `--watch` runs again on changes; both use the working copy, so that nothing has to be built in between.
 */
export async function evaluate(root: string, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      suite: { type: 'string', multiple: true },
      failed: { type: 'boolean' },
      watch: { type: 'boolean' },
      'working-copy': { type: 'boolean' },
    },
  });
  const suites = (values.suite ?? SUITES) as SuiteName[];
  const unknown = suites.find(suite => !SUITES.includes(suite));
  if (unknown !== undefined) {
    throw new Error(
      `There is no suite ${unknown}; there are ${SUITES.join(', ')}`,
    );
  }
  if (values.watch) {
    if (values.url !== undefined) {
      throw new Error(
        '--watch runs the working copy again, so it has no --url',
      );
    }
    // A process for each run: what was imported once stays as it was.
    const once = args.filter(arg => arg !== '--watch');
    return rerunOnChange(root, ['evaluate', ...once, '--working-copy']);
  }
  const isWorkingCopy =
    values.url === undefined &&
    Boolean(values.failed ?? values['working-copy']);
  if (isWorkingCopy) {
    console.log('Evaluating the working copy, not the archive.');
  }
  const opened = await openBot(root, values.url, isWorkingCopy);
  try {
    const run = values.failed ? runFailed : runWhole;
    for await (const { result, said } of run(root, opened.bot, suites)) {
      const path = writeResult(root, {
        ...result,
        ...(isWorkingCopy && { workingCopy: true }),
      });
      console.log(`${said}\n  written to ${path}`);
    }
  } finally {
    await opened.stop();
  }
  return 0;
}

interface OpenedBot {
  bot: Bot;
  stop(): Promise<void>;
}

async function openBot(
  root: string,
  url: string | undefined,
  isWorkingCopy: boolean,
): Promise<OpenedBot> {
  if (url !== undefined) {
    const token = process.env.CHATBOT_ACCESS_TOKEN;
    return { bot: BotClient.create(url, token), stop: async () => {} };
  }
  if (isWorkingCopy) {
    const own = await BotInProcess.open(root, process.env);
    const ask: Bot['ask'] = async question => {
      const { answer, milliseconds } = await own.ask(question);
      return { reply: answer, milliseconds };
    };
    return { bot: { ask }, stop: async () => {} };
  }
  const built = await BuiltBot.start(root, join(root, ARCHIVE_PATH));
  return {
    bot: BotClient.create(built.url, built.key),
    stop: () => built.stop(),
  };
}

interface SuiteRun {
  result: EvaluationResult;
  /** The result in lines for a person. */
  said: string;
}

async function* runWhole(
  root: string,
  bot: Bot,
  suites: SuiteName[],
): AsyncGenerator<SuiteRun> {
  for (const result of await runSuites(root, bot, suites, process.env)) {
    yield { result, said: describeResult(result) };
  }
}

async function* runFailed(
  root: string,
  bot: Bot,
  suites: SuiteName[],
): AsyncGenerator<SuiteRun> {
  const { datasets } = readBotConfig(root);
  const judge = await createJudge(process.env);
  for (const suite of suites) {
    const dataset = readDataset(suite, root, datasets);
    const last = readResult(root, suite);
    const rerun = await rerunFailed(bot, dataset, judge, last);
    yield { result: rerun.result, said: describeRerun(rerun) };
  }
}
