import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConversationError } from '../conversation/Conversations.ts';
import type { Telemetry } from './telemetry.ts';
import { HttpError } from './HttpError.ts';
import { log } from './log.ts';

/** Answers one request. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  /** What stands for `{id}` in the route. */
  id: string,
) => Promise<void> | void;

/** Handlers by method and path, for example `GET /healthz` or `DELETE /api/threads/{id}`. */
export type Routes = Map<string, Handler>;

/**
 * Sends each request to its route, and tells errors as `{"error": {"code", "message"}}`.
 *
 * @param given.headers - of every answer
 * @param given.before - may answer or refuse a request, whatever its path; true once it is answered
 */
export function createListener(
  routes: Routes,
  given: {
    telemetry: Telemetry;
    headers: Record<string, string>;
    before?: (request: IncomingMessage, response: ServerResponse) => boolean;
  },
): (request: IncomingMessage, response: ServerResponse) => void {
  const { telemetry, headers, before = () => false } = given;

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { name, id, route } = findRoute(routes, request);
    // Unknown paths share one label: the label's values must not be up to strangers.
    response.once('finish', () =>
      telemetry.requests.inc({
        route: route ? name : 'unknown',
        status: response.statusCode,
      }),
    );
    for (const [header, value] of Object.entries(headers)) {
      response.setHeader(header, value);
    }
    try {
      if (before(request, response)) {
        return;
      }
      if (!route) {
        throw HttpError.create(404, 'not-found', 'There is nothing here');
      }
      await route(request, response, id);
    } catch (error) {
      const { status, code, message, retryAfterSeconds } = asHttpError(error);
      if (retryAfterSeconds !== undefined) {
        response.setHeader('retry-after', String(retryAfterSeconds));
      }
      if (status === 401) {
        response.setHeader('www-authenticate', `Bearer error="${code}"`);
      }
      if (status === 413) {
        response.setHeader('connection', 'close');
      }
      sendJson(response, status, { error: { code, message } });
    }
  }

  return (request, response) => void handle(request, response);
}

function findRoute(
  routes: Routes,
  { method, url = '/' }: IncomingMessage,
): { name: string; id: string; route: Handler | undefined } {
  const [path = '/'] = url.split('?');
  const exact = `${method} ${path}`;
  const [, folder = '', id = ''] = /^(.+\/)([\w-]{1,64})$/.exec(path) ?? [];
  const name = routes.has(exact) ? exact : `${method} ${folder}{id}`;
  return { name, id, route: routes.get(name) };
}

/** Answers with JSON that nothing on the way keeps. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    .end(JSON.stringify(body));
}

/** An error as clients may read it; what is unexpected is logged. */
export function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) {
    return error;
  }
  if (error instanceof ConversationError) {
    const status = error.code === 'thread-full' ? 409 : 404;
    return HttpError.create(status, error.code, error.message);
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') {
    return HttpError.create(504, 'timeout', 'The answer took too long');
  }
  log.error('A question could not be answered', undefined, {
    error: withoutTexts(error),
  });
  return HttpError.create(
    500,
    'internal',
    'The question could not be answered',
  );
}

/**
 * What a log may hold of an error. Its message may quote the prompt, and with it a question or a passage that not everybody who reads
 * logs may read: kind, codes and place say where to look, by the names of ECS.
 */
function withoutTexts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    return { type: typeof error };
  }
  const { name, stack = '' } = error;
  const { status, code, type } = error as unknown as Record<string, unknown>;
  const codes = [status, code, type].filter(
    one => typeof one === 'number' || isWord(one),
  );
  return {
    type: name,
    ...(codes.length > 0 && { code: codes.join(' ') }),
    stack_trace: stack
      .split('\n')
      .filter(line => /^ {4}at [^\n]{1,300}$/.test(line))
      .join('\n'),
    ...(error.cause !== undefined && { cause: withoutTexts(error.cause) }),
  };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value);
}
