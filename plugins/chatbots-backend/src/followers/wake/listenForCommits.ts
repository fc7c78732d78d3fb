import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Knex } from 'knex';

/** What the unit of work sends at commit. */
const CHANNEL = 'chatbots_committed';

/** Pause before a lost connection is made again, in milliseconds; the fallback timer covers the time between. */
const RECONNECT_MS = 5000;

/** What is used of a raw connection of the `pg` driver. */
interface PostgresConnection {
  query(statement: string): Promise<unknown>;
  on(event: 'notification' | 'error' | 'end', listener: () => void): void;
  end(): Promise<void>;
}

/** Listens on a connection of its own: one of the pool would lose the subscription when it is recycled. */
export function listenForCommits(options: {
  knex: Knex;
  logger: LoggerService;
  onCommit: () => void;
}): { stop(): Promise<void> } {
  const { knex, logger, onCommit } = options;
  let connection: PostgresConnection | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const opened: PostgresConnection = await knex.client.acquireRawConnection();
    let lost = false;
    const reconnect = () => {
      if (!lost) {
        lost = true;
        connection = undefined;
        later();
      }
    };
    opened.on('error', reconnect);
    opened.on('end', reconnect);
    opened.on('notification', onCommit);
    connection = opened;
    await opened.query(`listen ${CHANNEL}`);
    // What was committed while nobody listened.
    onCommit();
    if (stopped) {
      await opened.end();
    }
  };
  let connecting: Promise<void> | undefined;
  const tryConnect = () =>
    connect().catch(error => {
      logger.warn(
        'Listening for commits of other replicas failed; they are noticed within a second',
        toError(error) as Error,
      );
      later();
    });
  function later(): void {
    if (!stopped) {
      clearTimeout(retry);
      retry = setTimeout(() => {
        connecting = tryConnect();
      }, RECONNECT_MS);
      retry.unref();
    }
  }

  connecting = tryConnect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await connecting;
      await connection?.end();
    },
  };
}
