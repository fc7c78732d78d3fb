import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './children.mjs';
import { DATA, ROOT, TOOLCHAIN } from './paths.mjs';

const GIT_HOST_ENTRY = 'packages/dev-git-host/src/main.ts';
const BACKEND_ENTRY = 'packages/backend/src/index.ts';
/** Compiles TypeScript as it is loaded: the backend needs no build. */
const TRANSFORM = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

function environment(toolchain, settings) {
  return {
    ...toolchain.env,
    NODE_ENV: 'development',
    // Keeps compiled code between starts: the second is faster.
    NODE_COMPILE_CACHE: join(TOOLCHAIN, 'compile-cache'),
    PORTAL_DATA_DIR: DATA,
    PORTAL_PORT: String(settings.portalPort),
    GIT_HOST_PORT: String(settings.gitHostPort),
    CHATBOT_PORTAL_URL: settings.portalUrl,
  };
}

/** Starts the local git host. */
export function startGitHost(toolchain, settings) {
  if (!existsSync(join(ROOT, GIT_HOST_ENTRY))) {
    return undefined;
  }
  return startChild({
    name: 'git-host',
    command: toolchain.node,
    args: [...TRANSFORM, GIT_HOST_ENTRY],
    env: environment(toolchain, settings),
  });
}

/** Starts the backend, which serves the frontend as well. */
export function startBackend(toolchain, settings) {
  return startChild({
    name: 'portal',
    command: toolchain.node,
    args: [...TRANSFORM, BACKEND_ENTRY],
    env: environment(toolchain, settings),
  });
}
