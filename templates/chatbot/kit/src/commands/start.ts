import type { AddressInfo } from 'node:net';
import { loadBot } from '../answer/defineBot.ts';
import { readConfiguration } from '../config/configuration.ts';
import { createApp } from '../server/createApp.ts';

function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  facts: Record<string, unknown> = {},
): void {
  console.log(
    JSON.stringify({ level, at: new Date().toISOString(), message, ...facts }),
  );
}

/** `chatbot start`: the bot as a server, until it is told to stop. */
export async function start(root: string): Promise<void> {
  try {
    const configuration = readConfiguration(root, process.env);
    if (configuration.modelFallback) {
      log('warn', configuration.modelFallback);
    }
    const server = await createApp(root, configuration, await loadBot(root));
    const { HOST, PORT } = configuration.environment;
    server.listen(PORT, HOST, () => {
      const { port } = server.address() as AddressInfo;
      log('info', 'listening', { url: `http://${HOST}:${port}`, port });
    });
    server.on('error', error => {
      log('error', error.message);
      process.exit(1);
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        log('info', 'stopping', { signal });
        server.close(() => process.exit(0));
        server.closeIdleConnections();
        // A stream that never ends must not keep an old version alive.
        setTimeout(() => process.exit(0), 10_000).unref();
      });
    }
  } catch (error) {
    log('error', error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
