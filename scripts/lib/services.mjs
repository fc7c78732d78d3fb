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

/** Starts the local git host, where there is one. */
export function startGitHost(toolchain, settings) {
  if (!existsSync(join(ROOT, GIT_HOST_ENTRY))) {
    return [];
  }
  return [
    startChild({
      name: 'git-host',
      command: toolchain.node,
      args: [...TRANSFORM, GIT_HOST_ENTRY],
      env: environment(toolchain, settings),
    }),
  ];
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

/** `app-config.dev.yaml` says that the frontend has an address of its own. */
const DEV_CONFIG = ['app-config.yaml', 'app-config.dev.yaml'].flatMap(file => [
  '--config',
  join(ROOT, file),
]);

/** Starts the backend, and starts it again when a file that it loaded changes. */
export function startWatchedBackend(toolchain, settings, frontendPort) {
  return startChild({
    name: 'portal',
    command: toolchain.node,
    args: ['--watch', ...TRANSFORM, BACKEND_ENTRY, ...DEV_CONFIG],
    env: {
      ...environment(toolchain, settings),
      FRONTEND_PORT: String(frontendPort),
    },
  });
}

/** Starts Backstage's development server for the frontend, which reloads what changes. */
export function startAppDevServer(toolchain, settings, frontendPort) {
  return startChild({
    name: 'frontend',
    command: toolchain.node,
    args: [
      join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'start',
      ...DEV_CONFIG,
    ],
    cwd: join(ROOT, 'packages/app'),
    env: {
      ...environment(toolchain, settings),
      FRONTEND_PORT: String(frontendPort),
    },
  });
}
