import { ensureAppBuilt } from './lib/appBuild.mjs';
import { servePortal } from './lib/servePortal.mjs';
import { startBackend, startGitHost } from './lib/services.mjs';
import { step } from './lib/steps.mjs';

servePortal({
  prepare: toolchain =>
    step('Building the frontend', () => ensureAppBuilt(toolchain)),
  start: (toolchain, settings) => [
    startBackend(toolchain, settings),
    ...startGitHost(toolchain, settings),
  ],
});
