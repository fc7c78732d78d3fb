import { JsonObject } from '@backstage/types';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** A database that more than one process can open. */
export interface SharedDatabase {
  client: string;
  connection: string | JsonObject;
}

/** What a replica is told to be. */
export interface ReplicaOptions {
  database: SharedDatabase;
  config: JsonObject;
  /** Kind of write after whose commit the answer is never sent, as Backstage's auditor names it. */
  stallAfter?: string;
  /** Whether notifications never get out. */
  mute?: boolean;
}

/** What a replica tells. */
export type ReplicaMessage =
  | { kind: 'ready'; port: number }
  | { kind: 'failed' | 'signalled'; text: string }
  | { kind: 'notified'; title: string }
  | { kind: 'began'; eventId: string }
  | { kind: 'stalled' };

/** The plugin in a process of its own. */
export interface Replica {
  /** Where it listens, for supertest. */
  url: string;
  /** Titles of the notifications that it sent. */
  notifications: string[];
  /** Kinds of the writes that it was asked for, as Backstage's auditor names them, from before each transaction. */
  began: string[];
  /** Resolves when a write was committed and its answer is held up. */
  stalled: Promise<void>;
  /** Ends it as a crash does, without a chance to tidy up. */
  kill(): Promise<void>;
}

const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');

/** Starts the plugin in a process of its own on a free port. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const child = fork(resolve(__dirname, 'replica.ts'), {
    execArgv: ['--require', TRANSFORM],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const notifications: string[] = [];
  const began: string[] = [];
  let errors = '';
  child.stderr?.on('data', chunk => {
    errors += chunk;
  });
  let markStalled = () => {};
  const stalled = new Promise<void>(done => {
    markStalled = done;
  });
  const port = new Promise<number>((done, reject) => {
    child.on('message', message => {
      const told = message as ReplicaMessage;
      if (told.kind === 'ready') done(told.port);
      if (told.kind === 'failed') reject(new Error(told.text));
      if (told.kind === 'notified') notifications.push(told.title);
      if (told.kind === 'began') began.push(told.eventId);
      if (told.kind === 'stalled') markStalled();
    });
    child.once('exit', code =>
      reject(
        new Error(`The replica ended (${code}) before it listened: ${errors}`),
      ),
    );
  });
  child.send(options);
  return {
    url: `http://127.0.0.1:${await port}`,
    notifications,
    began,
    stalled,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}
