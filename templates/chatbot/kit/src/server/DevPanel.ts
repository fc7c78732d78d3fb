import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { QuestionTrace } from '../answer/QuestionTrace.ts';
import { kitFolder } from '../text/kitFolder.ts';
import { currentTrace } from './requestTrace.ts';

/** How many questions are remembered. */
const REMEMBERED = 50;
/** Names of this machine: a page of somebody else's that has its name point here is not answered. */
const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * What the chat page shows to a developer beside each answer: what was found, the prompt as sent, tokens and times. `chatbot start` has
 * none of it.
 */
export class DevPanel {
  readonly #traces = new Map<string, QuestionTrace>();

  static create(): DevPanel {
    return new DevPanel();
  }

  /** Follows the answer to the current request. */
  observe(): QuestionTrace[] {
    const { requestId } = currentTrace() ?? {};
    if (requestId === undefined) {
      return [];
    }
    const trace = QuestionTrace.create();
    this.#traces.set(requestId, trace);
    if (this.#traces.size > REMEMBERED) {
      const [oldest] = this.#traces.keys();
      this.#traces.delete(oldest ?? requestId);
    }
    return [trace];
  }

  /** Adds the panel's files and data to a server, and its script to the chat page's. */
  addTo(server: Server): void {
    const files = readFiles();
    const own = server.listeners('request') as ((
      request: IncomingMessage,
      response: ServerResponse,
    ) => void)[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const file = files.get(path);
      const isOurs = request.method === 'GET' && OWN_HOST.test(hostOf(request));
      if (isOurs && file) {
        send(response, file.type, file.body);
      } else if (isOurs && path.startsWith(TRACES)) {
        this.#sendTrace(response, path.slice(TRACES.length));
      } else {
        own.forEach(listener => listener.call(server, request, response));
      }
    });
  }

  #sendTrace(response: ServerResponse, requestId: string): void {
    const trace = this.#traces.get(requestId);
    if (trace === undefined) {
      // It answered before the last reload.
      response.writeHead(404).end();
      return;
    }
    send(response, 'application/json', JSON.stringify(trace.result()));
  }
}

const TRACES = '/dev/traces/';

function readFiles(): Map<string, { type: string; body: string }> {
  const read = (name: string) =>
    readFileSync(join(kitFolder, 'public', name), 'utf8');
  const type = 'text/javascript; charset=utf-8';
  return new Map([
    [
      '/chat.js',
      { type, body: `${read('chat.js')}\nimport './dev/dev.js';\n` },
    ],
    ['/dev/dev.js', { type, body: read('dev/dev.js') }],
    [
      '/dev/dev.css',
      { type: 'text/css; charset=utf-8', body: read('dev/dev.css') },
    ],
  ]);
}

function hostOf(request: IncomingMessage): string {
  return request.headers.host ?? '';
}

function send(response: ServerResponse, type: string, body: string): void {
  response
    .writeHead(200, {
      'x-content-type-options': 'nosniff',
      'content-type': type,
      'cache-control': 'no-store',
    })
    .end(body);
}
