// `yarn dev`: the backend starts again and the frontend reloads when a file changes. Same data, keys and people as `npm start`.
import { servePortal } from './lib/servePortal.mjs';
import {
  startAppDevServer,
  startGitHost,
  startWatchedBackend,
} from './lib/services.mjs';

const port = Number(process.env.FRONTEND_PORT ?? 3000);

servePortal({
  ports: [{ port, name: 'frontend', variable: 'FRONTEND_PORT' }],
  start: (toolchain, settings) => [
    startWatchedBackend(toolchain, settings, port),
    startAppDevServer(toolchain, settings, port),
    ...startGitHost(toolchain, settings),
  ],
  url: `http://localhost:${port}`,
});
