import { join } from 'node:path';
import type { Conversations } from '../conversation/Conversations.ts';
import type { Configuration } from '../config/configuration.ts';
import { PersonalData } from '../privacy/PersonalData.ts';
import { createModel } from '../model/createModel.ts';
import { openRetriever } from '../retrieval/openRetriever.ts';
import { createTelemetry, type Telemetry } from '../server/telemetry.ts';
import { ChatService, type ChatServiceParts } from './ChatService.ts';
import type { BotDefinition } from './defineBot.ts';
import { generatedMark, type GeneratedMark } from './guards/generatedMark.ts';
import { createGraph, type GraphParts } from './graph.ts';
import { Prompts, type BotWords } from './prompts.ts';

/** What a bot tells its prompts: for whom it answers, and how it refuses, in its first language. */
export function botWords({ bot }: Pick<Configuration, 'bot'>): BotWords {
  const [language = ''] = bot.languages;
  return { audience: bot.audience, refusal: bot.refusal[language] ?? '' };
}

/** How its answers are marked as generated. */
export function markOf({
  bot,
  model,
  environment,
}: Pick<Configuration, 'bot' | 'model' | 'environment'>): GeneratedMark {
  return generatedMark({
    title: bot.title,
    version: environment.CHATBOT_VERSION,
    provider: model.provider,
    model: model.name,
    trained: model.provider !== 'local',
  });
}

/**
 * Puts a bot together from the files below `root`; a test gives parts in their place.
 *
 * @param conversations - without them, each question stands alone
 */
export async function createChat(
  root: string,
  configuration: Configuration,
  definition: BotDefinition = {},
  replaced: Partial<GraphParts> & Pick<ChatServiceParts, 'observers'> = {},
  conversations?: Conversations,
): Promise<{ chat: ChatService; telemetry: Telemetry }> {
  const telemetry = replaced.telemetry ?? createTelemetry();
  const parts: GraphParts = {
    model:
      replaced.model ??
      (await (definition.model ?? createModel)(configuration)),
    retriever:
      replaced.retriever ??
      (await (definition.retriever ?? openRetriever)(root, configuration)),
    prompts: replaced.prompts ?? Prompts.fromFolder(join(root, 'prompts')),
    words: replaced.words ?? botWords(configuration),
    personalData:
      replaced.personalData ??
      PersonalData.create(configuration.bot.guards.personalData),
    telemetry,
  };
  const graph = (definition.graph ?? createGraph)(parts);
  const mark = markOf(configuration);
  return {
    chat: ChatService.create({
      ...parts,
      graph,
      mark,
      observers: replaced.observers,
      conversations,
    }),
    telemetry,
  };
}
