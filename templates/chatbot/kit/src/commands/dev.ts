import { parseArgs } from 'node:util';
import { loadBot } from '../answer/defineBot.ts';
import { ConfigurationError } from '../config/ConfigurationError.ts';
import { createApp } from '../server/createApp.ts';
import { DevPanel } from '../server/DevPanel.ts';
import { rerunOnChange } from './rerunOnChange.ts';
import { serve } from './start.ts';

/** Where only this machine reaches a server. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * `chatbot dev`: the bot as a server that starts anew whenever documents, prompts, settings or code change, and a chat page that shows how
 * each answer came about. It listens on this machine alone, since it shows prompts and all that was found.
 */
export async function dev(root: string, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { once: { type: 'boolean' } },
  });
  if (!values.once) {
    return rerunOnChange(root, ['dev', '--once']);
  }
  const panel = DevPanel.create();
  await serve(root, async configuration => {
    const { HOST } = configuration.environment;
    if (!LOOPBACK.includes(HOST)) {
      throw new ConfigurationError(
        `HOST is ${HOST}: npm run dev shows prompts and passages, so it listens on ${LOOPBACK[0]} only`,
      );
    }
    const server = await createApp(
      root,
      configuration,
      await loadBot(root),
      () => panel.observe(),
    );
    panel.addTo(server);
    return server;
  });
  return 0;
}
