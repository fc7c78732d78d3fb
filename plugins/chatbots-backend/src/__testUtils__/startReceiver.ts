import { createServer, IncomingHttpHeaders, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** One request that a receiver got. */
export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks on this machine. */
export interface Receiver {
  url: string;
  requests: ReceivedRequest[];
  /** Numbers of the events that came, in order of arrival. */
  sequences(): number[];
  stop(): Promise<void>;
}

/** Starts a receiver on a free port. It answers 204 unless told otherwise. */
export async function startReceiver(
  answer: (response: ServerResponse, request: ReceivedRequest) => void = res =>
    res.writeHead(204).end(),
): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', chunk => {
      body += chunk;
    });
    req.on('end', () => {
      const received = { path: req.url ?? '', headers: req.headers, body };
      requests.push(received);
      answer(res, received);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    requests,
    sequences: () => requests.map(({ body }) => JSON.parse(body).data.sequence),
    stop: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
