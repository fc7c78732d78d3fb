import { createServer, type Server } from 'node:http';
import { securityHeaders } from '../door/origins.ts';
import type { Configuration } from '../config/configuration.ts';
import { createListener, sendJson, type Routes } from './respond.ts';
import type { Telemetry } from './telemetry.ts';

/** Whether the bot answers: all that the public port says where there is another for the rest. */
export const healthRoute: Routes = new Map([
  ['GET /healthz', (_, response) => sendJson(response, 200, { status: 'ok' })],
]);

/** What runs and how it does, for those who operate it. */
export function managementRoutes(
  configuration: Configuration,
  telemetry: Telemetry,
): Routes {
  const { environment, settingsDigest, model } = configuration;
  return new Map([
    ...healthRoute,
    [
      'GET /version',
      (_, response) =>
        sendJson(response, 200, {
          version: environment.CHATBOT_VERSION,
          digest: environment.CHATBOT_DIGEST,
          settingsDigest,
          commit: environment.CHATBOT_COMMIT,
          model: `${model.provider}/${model.name}`,
        }),
    ],
    [
      'GET /metrics',
      async (_, response) => {
        const body = await telemetry.registry.metrics();
        response
          .writeHead(200, { 'content-type': telemetry.registry.contentType })
          .end(body);
      },
    ],
  ]);
}

/** Opens the management port with a server and closes it with it, where `MANAGEMENT_PORT` names one. */
export function addManagement(
  server: Server,
  configuration: Configuration,
  telemetry: Telemetry,
): void {
  const { MANAGEMENT_PORT, MANAGEMENT_HOST } = configuration.environment;
  if (MANAGEMENT_PORT === undefined) {
    return;
  }
  const management = createServer(
    createListener(managementRoutes(configuration, telemetry), {
      telemetry,
      headers: securityHeaders([]),
    }),
  );
  management.on('error', error => server.emit('error', error));
  server.once('listening', () =>
    management.listen(MANAGEMENT_PORT, MANAGEMENT_HOST),
  );
  server.once('close', () => {
    management.close();
    management.closeAllConnections();
  });
}
