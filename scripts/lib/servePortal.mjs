import { bootstrap } from './bootstrap.mjs';
import { lastWords, stopChildren } from './children.mjs';
import { LOGS } from './paths.mjs';
import { checkPort } from './preflight.mjs';
import { exitWith, Problem } from './Problem.mjs';
import { claimRunning, noteChildren } from './runFile.mjs';
import { ensureSecrets } from './secrets.mjs';
import { readSettings } from './settings.mjs';
import { say, step } from './steps.mjs';
import { waitFor } from './waitFor.mjs';

const READY_TIMEOUT_MS = 180_000;

let stopping = false;

async function stop(signal) {
  if (!stopping) {
    stopping = true;
    say(`Stopping (${signal})`);
    await stopChildren();
    say('Stopped. The data is kept');
    process.exit(0);
  }
}

/**
 * Under `npm start` a signal may end npm or its shell and never get here. Losing
 * the parent then means the same as Ctrl-C.
 */
function stopWithParent() {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent) {
        stop('npm is gone');
      }
    }, 500).unref();
  }
}

/**
 * Brings what the portal needs, starts it and waits until it is useful; then runs until it is stopped or a part of it ends.
 *
 * @param options.ports - further ports that have to be free: `{ port, name, variable }`
 * @param options.prepare - work between the keys and the start
 * @param options.start - starts the children; the first one is the backend
 * @param options.url - where people find it
 */
export function servePortal(options) {
  serve(options).catch(async error => {
    if (!stopping) {
      stopping = true;
      await stopChildren();
      exitWith(error);
    }
  });
}

async function serve({ ports = [], prepare, start, url }) {
  stopWithParent();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stop(signal));
  }

  const settings = readSettings();
  await step('Checking the ports', async () => {
    const wanted = [
      { port: settings.portalPort, name: 'portal', variable: 'PORTAL_PORT' },
      {
        port: settings.gitHostPort,
        name: 'local git host',
        variable: 'GIT_HOST_PORT',
      },
      ...ports,
    ];
    for (const one of wanted) {
      await checkPort(one);
    }
    return `${wanted.map(({ port }) => port).join(', ')} are free`;
  });
  claimRunning();

  const toolchain = await bootstrap();
  await step('Generating development keys', async () => ensureSecrets());
  await prepare?.(toolchain);

  let children;
  await step('Starting the portal', async () => {
    children = start(toolchain, settings);
    noteChildren(children.map(({ child }) => child.pid));
    const [backend] = children;
    const origin = `http://127.0.0.1:${settings.portalPort}`;
    await waitFor({
      url: `${origin}/.backstage/health/v1/readiness`,
      child: backend,
      timeoutMs: READY_TIMEOUT_MS,
    });
    // Ready is not yet useful: the catalog still has to read the people.
    await waitFor({
      url: `${origin}/api/auth/demo/refresh`,
      headers: { 'x-chatbot-portal-demo-user': 'engineer' },
      child: backend,
      timeoutMs: READY_TIMEOUT_MS,
    });
    return undefined;
  });

  say(`Logs are in ${LOGS}. Ctrl-C stops everything, the data is kept`);
  say(`The portal is at ${url ?? settings.portalUrl}`);

  const ended = await Promise.race(
    children.map(async child => ({ child, how: await child.ended })),
  );
  if (!stopping) {
    await stopChildren();
    throw new Problem(
      `${ended.how} unexpectedly`,
      `read ${ended.child.logFile}, which says\n${lastWords(ended.child)}`,
    );
  }
}
