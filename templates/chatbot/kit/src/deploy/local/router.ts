/*
 * A small reverse proxy that splits the traffic by weight. Copied beside the releases as it is, because it outlives the
 * job that started it: it imports nothing but Node.
 *
 * node router.ts <routes.json> <port>
 */
import { readFileSync, statSync } from 'node:fs';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

interface Route {
  version: string;
  port: number;
  /** Per cent. */
  weight: number;
}

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const [, , routesPath = '', listenPort = ''] = process.argv;
let routes: Route[] = [];
let readFrom = '';
/** Smooth weighted round robin: of 100 requests exactly `weight` go to a route, spread evenly. */
let credit = new Map<string, number>();

function currentRoutes(): Route[] {
  // The file is replaced, never changed: two changes within one tick of the clock still are two files.
  const { mtimeMs, ino } = statSync(routesPath);
  const from = `${ino} ${mtimeMs}`;
  if (from !== readFrom) {
    routes = JSON.parse(readFileSync(routesPath, 'utf8')) as Route[];
    readFrom = from;
    credit = new Map();
  }
  return routes.filter(({ weight }) => weight > 0);
}

function choose(): Route | undefined {
  const candidates = currentRoutes();
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0);
  let best: Route | undefined;
  for (const route of candidates) {
    credit.set(route.version, (credit.get(route.version) ?? 0) + route.weight);
    if (
      best === undefined ||
      (credit.get(route.version) ?? 0) > (credit.get(best.version) ?? 0)
    ) {
      best = route;
    }
  }
  if (best !== undefined) {
    credit.set(best.version, (credit.get(best.version) ?? 0) - total);
  }
  return best;
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  route: Route,
): void {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(
      ([name]) => !HOP_BY_HOP.includes(name),
    ),
  );
  headers['x-forwarded-for'] = incoming.socket.remoteAddress ?? '';
  const onward = send(
    {
      host: '127.0.0.1',
      port: route.port,
      method: incoming.method,
      path: incoming.url,
      headers,
    },
    answer => {
      outgoing.writeHead(answer.statusCode ?? 502, {
        ...answer.headers,
        'x-chatbot-version': route.version,
      });
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => {
    if (!outgoing.headersSent) {
      outgoing.writeHead(502, { 'content-type': 'application/json' });
    }
    outgoing.end(
      '{"error":{"code":"bad-gateway","message":"The bot does not answer"}}',
    );
  });
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

const server = createServer((incoming, outgoing) => {
  if (incoming.url === '/router/status') {
    outgoing
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(currentRoutes()));
    return;
  }
  const route = choose();
  if (route === undefined) {
    outgoing.writeHead(503).end();
    return;
  }
  forward(incoming, outgoing, route);
});
server.listen(Number(listenPort), '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 5_000).unref();
  });
}
