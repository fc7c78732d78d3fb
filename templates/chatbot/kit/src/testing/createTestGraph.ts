import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatService } from '../answer/ChatService.ts';
import { botWords, markOf } from '../answer/createChat.ts';
import type { Conversations } from '../conversation/Conversations.ts';
import { PersonalData } from '../privacy/PersonalData.ts';
import { createGraph, type GraphParts } from '../answer/graph.ts';
import { Prompts } from '../answer/prompts.ts';
import { readConfiguration } from '../config/configuration.ts';
import { CONFIG_FILE } from '../config/readBotConfig.ts';
import { ExtractiveChatModel } from '../model/ExtractiveChatModel.ts';
import { openRetriever } from '../retrieval/openRetriever.ts';
import { createTelemetry } from '../server/telemetry.ts';
import { kitFolder } from '../text/kitFolder.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A repository of the kit's own, with documents and questions that its tests know. */
export const fixtureFolder = join(kitFolder, 'fixture');

const configuration = readConfiguration(fixtureFolder, {});
const { bot } = configuration;
const retriever = await openRetriever(fixtureFolder, configuration);

/** How the bot of the fixture refuses. */
export const REFUSAL = botWords({ bot }).refusal;

/** The fixture's bot, in process, with parts replaced. */
export function createTestGraph(
  replaced: Partial<GraphParts> & { conversations?: Conversations } = {},
) {
  const prompts =
    replaced.prompts ?? Prompts.fromFolder(join(fixtureFolder, 'prompts'));
  const telemetry = replaced.telemetry ?? createTelemetry();
  const words = replaced.words ?? botWords({ bot });
  const parts: GraphParts = {
    model: ExtractiveChatModel.create(),
    retriever,
    prompts,
    telemetry,
    words,
    personalData: PersonalData.create(bot.guards.personalData),
    ...replaced,
  };
  const graph = createGraph(parts);
  const chat = ChatService.create({
    ...parts,
    graph,
    mark: markOf(configuration),
    conversations: replaced.conversations,
  });
  return { graph, chat, telemetry };
}

/** A retriever that always finds the same. */
export function findingOnly(...texts: string[]): GraphParts['retriever'] {
  const passages = texts.map((text, i) => ({
    id: `doc.md#${i + 1}`,
    title: `Doc: ${i + 1}`,
    text,
    score: 9,
  }));
  return { retrieve: async () => passages };
}

/** A copy of the fixture, with other entries in its `chatbot.config.json`. */
export function repositoryWith(config: Record<string, unknown>): string {
  const root = temporaryFolder();
  cpSync(fixtureFolder, root, { recursive: true });
  const path = join(root, CONFIG_FILE);
  const given = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...given, ...config }));
  return root;
}
