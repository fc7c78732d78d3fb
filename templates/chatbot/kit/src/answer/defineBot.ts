import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { ConfigurationError } from '../config/ConfigurationError.ts';
import type { Configuration } from '../config/configuration.ts';
import type { ChatGraph, GraphParts } from './graph.ts';

/** Where a team's own code is. */
export const BOT_FILE = 'src/bot.ts';

/** What a bot has of its own; the kit's part stands where there is none. */
export interface BotDefinition {
  /** The model that answers, in place of the one in `chatbot.config.json`. */
  model?: (
    configuration: Configuration,
  ) => BaseChatModel | Promise<BaseChatModel>;
  /** What finds passages, in place of the configured retriever. */
  retriever?: (
    root: string,
    configuration: Configuration,
  ) => GraphParts['retriever'] | Promise<GraphParts['retriever']>;
  /** The flow from question to answer, in place of retrieve, generate and guard. */
  graph?: (parts: GraphParts) => ChatGraph;
}

/** Says what a bot has of its own. Types are checked here, and nothing happens. */
export function defineBot(definition: BotDefinition): BotDefinition {
  return definition;
}

/**
 * The team's own code below a folder; without it, a bot of the kit's parts alone.
 *
 * @throws ConfigurationError where the file does not export what `defineBot` gives
 */
export async function loadBot(root: string): Promise<BotDefinition> {
  const file = join(root, BOT_FILE);
  if (!existsSync(file)) {
    return {};
  }
  const { default: definition } = (await import(pathToFileURL(file).href)) as {
    default?: BotDefinition;
  };
  if (typeof definition !== 'object' || definition === null) {
    throw new ConfigurationError(
      `${BOT_FILE} has no default export: it ends with \`export default defineBot({ … })\``,
    );
  }
  return definition;
}
