import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const READY = /The portal is at (\S+)/;

/** A portal of its own: free ports, an empty data folder. */
export interface TestPortal {
  /** Where the portal answers, for example `http://localhost:7107`. */
  url: string;
  /** Where the local git host answers. */
  gitHostUrl: string;
  /** Databases, keys, logs and repositories. */
  dataFolder: string;
  /** The PostgreSQL server that holds the databases; absent when they are files below `dataFolder`. */
  databaseUrl?: string;
  /** The end of every log, for the message of a failed test. */
  logs(): Promise<string>;
  /** Stops every process and removes the data. */
  stop(): Promise<void>;
}

/** Options for {@link startPortal}. */
export interface StartPortalOptions {
  /** `postgresql://…` of an empty server; SQLite when absent. */
  databaseUrl?: string;
  /** Webhook targets of its configuration. */
  webhooks?: object[];
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? done(address.port)
          : fail(new Error('No port was given')),
      );
    });
  });
}

/**
 * A portal that runs already, to look into one step of a long walk: its data folder stands in `E2E_PORTAL_DATA`, its ports in
 * `PORTAL_PORT` and `GIT_HOST_PORT`.
 */
function runningPortal(): TestPortal | undefined {
  const {
    E2E_PORTAL_DATA: dataFolder,
    PORTAL_PORT,
    GIT_HOST_PORT,
  } = process.env;
  return dataFolder
    ? {
        url: `http://localhost:${PORTAL_PORT}`,
        gitHostUrl: `http://127.0.0.1:${GIT_HOST_PORT}`,
        dataFolder,
        logs: async () => '',
        stop: async () => undefined,
      }
    : undefined;
}

/** Does what `npm start` does and waits until it says where the portal is. */
export async function startPortal(
  options: StartPortalOptions = {},
): Promise<TestPortal> {
  const running = runningPortal();
  if (running) {
    return running;
  }
  const gitHostPort = await freePort();
  const data = await mkdtemp(join(tmpdir(), 'chatbot-portal-e2e-'));
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORTAL_PORT: String(await freePort()),
      GIT_HOST_PORT: String(gitHostPort),
      PORTAL_DATA_DIR: data,
      ...(options.databaseUrl && {
        APP_CONFIG_backend_database_client: 'pg',
        APP_CONFIG_backend_database_connection: JSON.stringify(
          options.databaseUrl,
        ),
      }),
      ...(options.webhooks && {
        APP_CONFIG_chatbots_sinks_webhooks: JSON.stringify(options.webhooks),
      }),
    },
  });
  const ended = new Promise<void>(done => child.once('close', () => done()));
  let output = '';

  const logs = async () => {
    const folder = join(data, 'logs');
    const names = await readdir(folder).catch(() => []);
    const texts = await Promise.all(
      names.map(async name => {
        const text = await readFile(join(folder, name), 'utf8');
        return `${name}:\n${text.split('\n').slice(-60).join('\n')}`;
      }),
    );
    return [output, ...texts].join('\n');
  };
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  };

  const url = await new Promise<string | undefined>(done => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const match = output.match(READY);
      if (match) {
        done(match[1]);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then(() => done(undefined));
  });
  if (!url) {
    const text = await logs();
    await stop();
    throw new Error(`The portal did not start:\n${text}`);
  }
  return {
    url,
    gitHostUrl: `http://127.0.0.1:${gitHostPort}`,
    dataFolder: data,
    databaseUrl: options.databaseUrl,
    logs,
    stop,
  };
}
