import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { ChatService } from './ChatService.ts';
import type { Configuration } from './configuration.ts';
import { createGraph } from './graph.ts';
import { REFUSAL } from './guards.ts';
import { createServer } from './http/createServer.ts';
import { FeedbackStore } from './http/FeedbackStore.ts';
import { readPages } from './http/pages.ts';
import { RateLimiter } from './http/RateLimiter.ts';
import { createModel } from './model/createModel.ts';
import { Prompts } from './prompts.ts';
import { KeywordRetriever, readSections } from './retrieval.ts';
import { createTelemetry } from './telemetry.ts';

/** Puts the bot together from the files below `root`. */
export async function createApp(
  root: string,
  configuration: Configuration,
): Promise<Server> {
  const telemetry = createTelemetry({ processMetrics: true });
  const prompts = Prompts.fromFolder(join(root, 'prompts'));
  const retriever = KeywordRetriever.create(
    readSections(join(root, 'data/documents')),
    configuration.retrieval,
  );
  const graph = createGraph({
    model: await createModel(configuration),
    retriever,
    prompts,
    telemetry,
  });
  const { environment } = configuration;
  return createServer({
    configuration,
    telemetry,
    chat: ChatService.create({
      graph,
      telemetry,
      systemPrompt: prompts.render('system', { refusal: REFUSAL }),
    }),
    feedback: FeedbackStore.create(
      resolve(environment.FEEDBACK_FILE),
      environment.CHATBOT_VERSION,
    ),
    limiter: RateLimiter.create(environment.RATE_LIMIT_PER_MINUTE),
    pages: readPages(join(root, 'public'), configuration.title),
  });
}
