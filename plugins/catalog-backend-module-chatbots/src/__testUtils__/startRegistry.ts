import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A stand-in for the chatbots plugin: its change feed and its projections, over HTTP. */
export interface Registry {
  url: string;
  /** What the registry holds. */
  projections: Map<string, Api.Projection>;
  /** Pages of the feed, oldest first; a page stays until its cursor is acknowledged. */
  feed: Omit<Api.Changes, 'revision'>[];
  /** What each next look of a sweep at its own feed finds. */
  sweepFeed: string[][];
  /** Chatbots of one page of the projection. */
  pageSize: number;
  /** Cursor that was acknowledged last. */
  acknowledged: number;
  /** Of the cursor; an acknowledgement that names another is refused. */
  revision: number;
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
    sweepFeed: [],
    pageSize: 20,
    acknowledged: 0,
    revision: 0,
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
    const { status, body } = answer(registry, request.url ?? '', sent);
    response.writeHead(status, { 'Content-Type': 'application/json' });
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

interface Answer {
  status: number;
  body?: object;
}

function answer(registry: Registry, path: string, sent: unknown): Answer {
  const { pathname, searchParams } = new URL(path, registry.url);
  if (pathname.endsWith('/v1/projection')) {
    return { status: 200, body: project(registry, searchParams) };
  }
  if (pathname.endsWith('/catalog-sweep')) {
    const chatbots = sent ? [] : registry.sweepFeed.shift() ?? [];
    return sent
      ? { status: 204 }
      : { status: 200, body: { ...IDLE, chatbots, cursor: 0, revision: 0 } };
  }
  const { revision } = registry;
  if (sent) {
    return acknowledge(registry, sent as Api.ChangesCursor);
  }
  const page = registry.feed[0] ?? { ...IDLE, cursor: registry.acknowledged };
  return { status: 200, body: { ...page, revision } };
}

function project(registry: Registry, query: URLSearchParams): object {
  const chatbot = query.get('chatbot');
  const all = [...registry.projections]
    .filter(([name]) => !chatbot || name === chatbot)
    .map(([, projection]) => projection);
  const from = Number(query.get('cursor') ?? 0);
  const to = from + registry.pageSize;
  return {
    items: all.slice(from, to),
    ...(to < all.length ? { nextCursor: String(to) } : {}),
  };
}

function acknowledge(
  registry: Registry,
  { cursor, revision }: Api.ChangesCursor,
): Answer {
  if (revision !== registry.revision) {
    const error = {
      name: 'ConflictError',
      message: 'Another one followed',
      reason: 'conflicting-write',
    };
    return { status: 409, body: { error, response: { statusCode: 409 } } };
  }
  registry.revision += 1;
  registry.acknowledged = cursor;
  registry.feed = registry.feed.filter(page => page.cursor > cursor);
  return { status: 204 };
}
