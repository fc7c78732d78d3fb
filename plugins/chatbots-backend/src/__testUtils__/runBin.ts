import { execFile } from 'node:child_process';
import { basename, dirname, resolve } from 'node:path';
import { SharedDatabase } from './startReplica';

const BIN = resolve(__dirname, '../../bin');

/** Runs a command of the package in a process of its own, as an operator does. */
export function runBin(
  name: 'chatbots-fsck' | 'chatbots-log',
  ...args: string[]
): Promise<{ code: number; text: string }> {
  return new Promise(done => {
    execFile(
      process.execPath,
      [resolve(BIN, name), ...args],
      { env: { ...process.env, NODE_ENV: 'production' } },
      (error, stdout, stderr) =>
        done({
          code: typeof error?.code === 'number' ? error.code : 0,
          text: `${stdout}${stderr}`,
        }),
    );
  });
}

/** As an operator writes it, with a database of the plugin's own. */
export function databaseConfig({ client, connection }: SharedDatabase) {
  // Backstage joins the names of SQLite's files to one directory.
  return typeof connection === 'string'
    ? {
        client,
        connection: { directory: dirname(connection) },
        plugin: {
          chatbots: { connection: { filename: basename(connection) } },
        },
      }
    : { client, connection, plugin: { chatbots: { connection } } };
}
