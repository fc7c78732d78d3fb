import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A stand-in for the chatbots plugin: its change feed and its projections, over HTTP. */
export interface Registry {
  url: string;
  /** What the registry holds. */
  projections: Map<string, Api.Projection>;
  /** Pages of the feed, oldest first; a page stays until its cursor is acknowledged. */
  feed: Api.Changes[];
  /** Chatbots of one page of the projection. */
  pageSize: number;
  /** Cursor that was acknowledged last. */
  acknowledged: number;
  /** Method and path with query of every request. */
  lines: string[];
  /** Every Authorization header that was sent. */
  authorizations: Set<string | undefined>;
  /** Status to answer instead, by the start of method and path. */
  faults: Map<string, number>;
  stop(): Promise<void>;
}

const IDLE = { chatbots: [], more: false };

/** Starts it on a free port of the loopback interface. */
export async function startRegistry(): Promise<Registry> {
  const registry: Registry = {
    url: '',
    projections: new Map(),
    feed: [],
    pageSize: 20,
    acknowledged: 0,
    lines: [],
    authorizations: new Set(),
    faults: new Map(),
    stop: async () => {},
  };
  const server = createServer(async (request, response) => {
    const line = `${request.method} ${request.url}`;
    registry.lines.push(line);
    registry.authorizations.add(request.headers.authorization);
    const fault = [...registry.faults].find(([one]) => line.startsWith(one));
    const sent = request.method === 'PUT' ? await json(request) : undefined;
    if (fault) {
      response.writeHead(fault[1]).end();
      return;
    }
    const body = answer(registry, request.url ?? '', sent);
    response.writeHead(body ? 200 : 204, {
      'Content-Type': 'application/json',
    });
    response.end(body && JSON.stringify(body));
  });
  registry.stop = () =>
    new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  registry.url = `http://127.0.0.1:${port}`;
  return registry;
}

function answer(
  registry: Registry,
  path: string,
  sent: unknown,
): object | undefined {
  const { pathname, searchParams } = new URL(path, registry.url);
  if (pathname.endsWith('/v1/projection')) {
    const chatbot = searchParams.get('chatbot');
    const all = [...registry.projections]
      .filter(([name]) => !chatbot || name === chatbot)
      .map(([, projection]) => projection);
    const from = Number(searchParams.get('cursor') ?? 0);
    const to = from + registry.pageSize;
    return {
      items: all.slice(from, to),
      ...(to < all.length ? { nextCursor: String(to) } : {}),
    };
  }
  if (sent) {
    const { cursor } = sent as Api.ChangesCursor;
    registry.acknowledged = cursor;
    registry.feed = registry.feed.filter(page => page.cursor > cursor);
    return undefined;
  }
  return registry.feed[0] ?? { ...IDLE, cursor: registry.acknowledged };
}
