import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { createChat, markOf } from '../answer/createChat.ts';
import type { BotDefinition } from '../answer/defineBot.ts';
import type { Configuration } from '../config/configuration.ts';
import { disclosureFor } from '../answer/guards/disclosure.ts';
import { PersonalData } from '../privacy/PersonalData.ts';
import { createServer } from './createServer.ts';
import { FeedbackStore } from './FeedbackStore.ts';
import { RateLimiter } from './RateLimiter.ts';
import { createTelemetry } from './telemetry.ts';

/** The bot as a server, from the files below `root`. */
export async function createApp(
  root: string,
  configuration: Configuration,
  definition: BotDefinition = {},
): Promise<Server> {
  const { environment, bot } = configuration;
  const { chat, telemetry } = await createChat(
    root,
    configuration,
    definition,
    { telemetry: createTelemetry({ processMetrics: true }) },
  );
  const personalData = PersonalData.create(bot.guards.personalData);
  return createServer({
    configuration,
    telemetry,
    chat,
    feedback: FeedbackStore.create(
      resolve(root, environment.FEEDBACK_FILE),
      environment.CHATBOT_VERSION,
      personalData,
    ),
    limiter: RateLimiter.create(environment.RATE_LIMIT_PER_MINUTE),
    personalData,
    disclosures: disclosureFor(bot.languages, {
      title: bot.title,
      texts: bot.disclosure,
    }),
    mark: markOf(configuration),
  });
}
