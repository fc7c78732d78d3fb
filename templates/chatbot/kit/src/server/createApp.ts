import type { Server } from 'node:http';
import { resolve } from 'node:path';
import type { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { createChat, markOf } from '../answer/createChat.ts';
import type { BotDefinition } from '../answer/defineBot.ts';
import { openConversations } from '../conversation/openConversations.ts';
import type { Configuration } from '../config/configuration.ts';
import { disclosureFor } from '../answer/guards/disclosure.ts';
import { readApiKeys } from '../door/apiKeys.ts';
import { assertMayListen, Door } from '../door/Door.ts';
import { openLimits } from '../door/openLimits.ts';
import { PersonalData } from '../privacy/PersonalData.ts';
import { createServer } from './createServer.ts';
import { FeedbackStore } from './FeedbackStore.ts';
import { AnswerObserver } from './AnswerObserver.ts';
import { log } from './log.ts';
import { addManagement } from './management.ts';
import { observeRequests } from './observeRequests.ts';
import { createTelemetry } from './telemetry.ts';

const SWEEP_MS = 60_000;

function logError(error: unknown): void {
  log.error('Conversations failed', error);
}

/**
 * The bot as a server, from the files below `root`.
 *
 * @param observers - follow each answer, beside what is measured anyway
 * @throws ConfigurationError where `HOST` is reached by others and nobody is asked who they are, or keys are not as they should be
 */
export async function createApp(
  root: string,
  configuration: Configuration,
  definition: BotDefinition = {},
  observers: () => BaseCallbackHandler[] = () => [],
): Promise<Server> {
  const { environment, bot } = configuration;
  const { access } = bot;
  assertMayListen(access, {
    host: environment.HOST,
    behindProxy: environment.CHATBOT_BEHIND_PROXY === 'true',
  });
  const door = Door.create({
    access,
    keys: readApiKeys(environment.CHATBOT_API_KEYS),
    trustProxy: environment.TRUST_PROXY === 'true',
  });
  const { limits, close: closeLimits } = await openLimits(configuration);
  const opened = await openConversations(configuration);
  const telemetry = createTelemetry({ processMetrics: true });
  telemetry.info.set(infoOf(configuration), 1);
  const { chat } = await createChat(
    root,
    configuration,
    definition,
    {
      telemetry,
      observers: () => [
        AnswerObserver.create(configuration, telemetry),
        ...observers(),
      ],
    },
    opened?.conversations,
  );
  const personalData = PersonalData.create(bot.guards.personalData);
  const server = createServer({
    configuration,
    telemetry,
    chat,
    feedback: FeedbackStore.create(
      resolve(root, environment.FEEDBACK_FILE),
      environment.CHATBOT_VERSION,
      personalData,
    ),
    door,
    limits,
    disclosures: disclosureFor(bot.languages, {
      title: bot.title,
      texts: bot.disclosure,
    }),
    mark: markOf(configuration),
  });
  observeRequests(server, text => personalData.mask(text).text);
  server.once('close', () => void closeLimits());
  addManagement(server, configuration, telemetry);
  if (opened) {
    const { conversations, close } = opened;
    // What has expired goes also where nobody asks any more.
    const timer = setInterval(() => {
      conversations.sweep().catch(logError);
    }, SWEEP_MS).unref();
    server.once('close', () => {
      clearInterval(timer);
      close().catch(logError);
    });
  }
  return server;
}

function infoOf({ environment, model }: Configuration) {
  return {
    version: environment.CHATBOT_VERSION,
    digest: environment.CHATBOT_DIGEST,
    model: `${model.provider}/${model.name}`,
  };
}
