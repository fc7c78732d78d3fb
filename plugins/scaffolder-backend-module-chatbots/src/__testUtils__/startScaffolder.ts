import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** What the process is told to be. */
export interface ScaffolderOptions {
  /** Client and connection, as Knex takes them; more than one process can open it. */
  database: { client: string; connection: string | JsonObject };
  config: JsonObject;
  templates: Entity[];
  /** Where the chatbots plugin answers. */
  portalUrl: string;
}

/** What the process tells. */
export type ScaffolderMessage =
  | { kind: 'ready'; port: number }
  | { kind: 'failed'; text: string };

/** The scaffolder in a process of its own. */
export interface ScaffolderProcess {
  /** Where it listens, for supertest. */
  url: string;
  /** Ends it as a crash does, without a chance to tidy up. */
  kill(): Promise<void>;
}

const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');

/** Starts the scaffolder with our actions in a process of its own on a free port. */
export async function startScaffolder(
  options: ScaffolderOptions,
): Promise<ScaffolderProcess> {
  const child = fork(resolve(__dirname, 'scaffolder.ts'), {
    execArgv: ['--require', TRANSFORM],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', chunk => {
    errors += chunk;
  });
  const port = new Promise<number>((done, reject) => {
    child.on('message', message => {
      const told = message as ScaffolderMessage;
      if (told.kind === 'ready') done(told.port);
      if (told.kind === 'failed') reject(new Error(told.text));
    });
    child.once('exit', code =>
      reject(
        new Error(
          `The scaffolder ended (${code}) before it listened: ${errors}`,
        ),
      ),
    );
  });
  child.send(options);
  return {
    url: `http://127.0.0.1:${await port}`,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}
