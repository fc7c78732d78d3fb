export { defineBot, type BotDefinition } from './answer/defineBot.ts';
export {
  createGraph,
  type ChatGraph,
  type GraphParts,
} from './answer/graph.ts';
export { type Answer } from './answer/ChatService.ts';
export { type BotWords, Prompts } from './answer/prompts.ts';
export { ChatState, RefusalReason } from './answer/state.ts';
export type { BotConfig, ModelSettings } from './config/BotConfig.ts';
export type { Configuration } from './config/configuration.ts';
export type {
  Passage,
  RetrieveOptions,
  Retriever,
} from './retrieval/passages.ts';
export { openRetriever } from './retrieval/openRetriever.ts';
export {
  PostgresVectorIndex,
  type Queryable,
} from './retrieval/PostgresVectorIndex.ts';
export { start } from './commands/start.ts';
