import { join } from 'node:path';
import { ChatService } from '../ChatService.ts';
import { RetrievalSettings } from '../configuration.ts';
import { createGraph, type GraphParts } from '../graph.ts';
import { REFUSAL } from '../guards.ts';
import { ExtractiveChatModel } from '../model/ExtractiveChatModel.ts';
import { Prompts } from '../prompts.ts';
import { KeywordRetriever, readSections } from '../retrieval.ts';
import { createTelemetry } from '../telemetry.ts';

const root = join(import.meta.dirname, '../..');

/** The repository's own bot, in process, with parts replaced. */
export function createTestGraph(replaced: Partial<GraphParts> = {}) {
  const prompts = replaced.prompts ?? Prompts.fromFolder(join(root, 'prompts'));
  const telemetry = replaced.telemetry ?? createTelemetry();
  const parts: GraphParts = {
    model: ExtractiveChatModel.create(),
    retriever: KeywordRetriever.create(
      readSections(join(root, 'data/documents')),
      RetrievalSettings.parse({}),
    ),
    prompts,
    telemetry,
    ...replaced,
  };
  const graph = createGraph(parts);
  const chat = ChatService.create({
    graph,
    telemetry,
    systemPrompt: prompts.render('system', { refusal: REFUSAL }),
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
