import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** One request as it came in. */
export interface Seen {
  /** Method and path, with neither host nor query. */
  line: string;
  authorization: string | undefined;
  body: unknown;
}

/** What to answer; 200 unless told otherwise. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Whether the answer is never sent, as when the asker dies while it waits. */
  held?: boolean;
}

/** An HTTP server on this machine that stands for the git host and for the chatbots plugin. */
export interface Loopback {
  /** Host and port. */
  host: string;
  url: string;
  /** Everything asked of it, in order. */
  seen: Seen[];
  /** Answers by method and path; everything else is not found. */
  answers: Map<string, (seen: Seen) => Answer>;
  /** Methods and paths asked for, in order. */
  lines(): string[];
  stop(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface. */
export async function startLoopback(): Promise<Loopback> {
  const seen: Seen[] = [];
  const answers: Loopback['answers'] = new Map();
  const server = createServer(async (request, response) => {
    const one: Seen = {
      line: `${request.method} ${request.url?.replace(/\?.*$/, '')}`,
      authorization: request.headers.authorization,
      body: request.headers['content-type']
        ? await json(request)
        : request.resume() && undefined,
    };
    seen.push(one);
    const {
      status = 200,
      headers,
      body,
      held,
    } = answers.get(one.line)?.(one) ?? {
      status: 404,
    };
    if (held) {
      return;
    }
    response.writeHead(status, {
      'Content-Type': 'application/json',
      ...headers,
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `http://${host}`,
    seen,
    answers,
    lines: () => seen.map(({ line }) => line),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
