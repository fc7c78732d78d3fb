import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createChat } from '../answer/createChat.ts';
import type { Answer } from '../answer/ChatService.ts';
import type { BotDefinition } from '../answer/defineBot.ts';
import { Prompts } from '../answer/prompts.ts';
import type { BotConfig } from '../config/BotConfig.ts';
import { readConfiguration } from '../config/configuration.ts';
import { openConversations } from '../conversation/openConversations.ts';
import { fixtureFolder } from './createTestGraph.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A bot in process. */
export interface TestBot {
  /** @param thread - the conversation to go on with, as an answer named it */
  ask(question: string, thread?: string): Promise<Answer>;
}

/**
 * A bot for unit tests, with the team's own code, the offline model, and documents that stand in the test: whoever replaces documents,
 * prompts or questions of the repository turns no test red. How good the bot is on them is what `npm run evaluate` says.
 *
 * @param definition - what `src/bot.ts` exports
 * @param given.documents - Markdown by file name
 * @param given.config - entries of `chatbot.config.json` that the test is about
 */
export async function createTestBot(
  definition: BotDefinition,
  given: { documents: Record<string, string>; config?: Partial<BotConfig> },
): Promise<TestBot> {
  const shipped = readConfiguration(fixtureFolder, {});
  const configuration = {
    ...shipped,
    bot: { ...shipped.bot, ...given.config },
  };
  const inMemory = {
    ...configuration.bot.conversation,
    store: 'memory' as const,
  };
  const root = temporaryFolder();
  const folder = join(root, configuration.bot.documents.folder);
  for (const [file, text] of Object.entries(given.documents)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const prompts = Prompts.fromFolder(join(fixtureFolder, 'prompts'));
  const opened = await openConversations({
    ...configuration,
    bot: { ...configuration.bot, conversation: inMemory },
  });
  const { chat } = await createChat(
    root,
    configuration,
    definition,
    { prompts },
    opened?.conversations,
  );
  return {
    ask: (question, thread) =>
      chat.ask(question, { thread, signal: AbortSignal.timeout(30_000) }),
  };
}
