import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadBot } from '../answer/defineBot.ts';
import { ConfigurationError } from '../config/ConfigurationError.ts';
import {
  readConfiguration,
  type Configuration,
} from '../config/configuration.ts';
import { PersonalData } from '../privacy/PersonalData.ts';
import { createApp } from '../server/createApp.ts';
import { configureLog, log } from '../server/log.ts';

/** Makes a server of a configuration; nothing listens yet. */
export type MakeServer = (configuration: Configuration) => Promise<Server>;

/** `chatbot start`: the bot as a server, until it is told to stop. */
export async function start(root: string): Promise<void> {
  await serve(root, async configuration =>
    createApp(root, configuration, await loadBot(root)),
  );
}

/** Runs a server of the repository below `root` until a signal ends it. */
export async function serve(root: string, make: MakeServer): Promise<void> {
  // What goes wrong before the configuration is read is told as well.
  configureLog({
    service: 'chatbot',
    version: process.env.CHATBOT_VERSION ?? '',
    level: 'info',
    mask: text => text,
  });
  try {
    const configuration = readConfiguration(root, process.env);
    const { environment, bot, modelFallback } = configuration;
    const personalData = PersonalData.create(bot.guards.personalData);
    configureLog({
      service: process.env.OTEL_SERVICE_NAME || bot.title,
      version: environment.CHATBOT_VERSION,
      level: environment.LOG_LEVEL,
      mask: text => personalData.mask(text).text,
    });
    if (modelFallback) {
      log.warn(modelFallback);
    }
    const server = await make(configuration);
    const { HOST, PORT, MANAGEMENT_PORT } = environment;
    server.listen(PORT, HOST, () => {
      const { port } = server.address() as AddressInfo;
      // Read by what starts a bot on a free port, so it does not depend on the level.
      log.always('listening', {
        labels: {
          url: `http://${HOST}:${port}`,
          access: bot.access.kind,
          ...(MANAGEMENT_PORT && { managementPort: String(MANAGEMENT_PORT) }),
        },
        'server.port': port,
      });
    });
    server.on('error', error => {
      log.error(error.message, error);
      process.exit(1);
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        log.info('stopping', { labels: { signal } });
        server.close(() => process.exit(0));
        server.closeIdleConnections();
        // A stream that never ends must not keep an old version alive.
        setTimeout(() => process.exit(0), 10_000).unref();
      });
    }
  } catch (error) {
    // Its message says where to look; a stack says nothing more.
    const isSetting = error instanceof ConfigurationError;
    log.error(
      error instanceof Error ? error.message : String(error),
      isSetting ? undefined : error,
    );
    process.exit(1);
  }
}
