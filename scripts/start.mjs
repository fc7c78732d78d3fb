import { ensureAppBuilt } from './lib/appBuild.mjs';
import { bootstrap } from './lib/bootstrap.mjs';
import { lastWords, stopChildren } from './lib/children.mjs';
import { LOGS } from './lib/paths.mjs';
import { checkPort } from './lib/preflight.mjs';
import { exitWith, Problem } from './lib/Problem.mjs';
import { claimRunning, noteChildren } from './lib/runFile.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { startBackend, startGitHost } from './lib/services.mjs';
import { readSettings } from './lib/settings.mjs';
import { say, step } from './lib/steps.mjs';
import { waitFor } from './lib/waitFor.mjs';

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

async function main() {
  stopWithParent();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stop(signal));
  }

  const settings = readSettings();
  await step('Checking the ports', async () => {
    await checkPort({
      port: settings.portalPort,
      name: 'portal',
      variable: 'PORTAL_PORT',
    });
    await checkPort({
      port: settings.gitHostPort,
      name: 'local git host',
      variable: 'GIT_HOST_PORT',
    });
    return `${settings.portalPort} and ${settings.gitHostPort} are free`;
  });
  claimRunning();

  const toolchain = await bootstrap();
  await step('Generating development keys', async () => ensureSecrets());
  await step('Building the frontend', () => ensureAppBuilt(toolchain));

  const children = [];
  await step('Starting the portal', async () => {
    const gitHost = startGitHost(toolchain, settings);
    const backend = startBackend(toolchain, settings);
    children.push(backend, ...(gitHost ? [gitHost] : []));
    noteChildren(children.map(({ child }) => child.pid));
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
  say(`The portal is at ${settings.portalUrl}`);

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

main().catch(async error => {
  if (!stopping) {
    stopping = true;
    await stopChildren();
    exitWith(error);
  }
});
