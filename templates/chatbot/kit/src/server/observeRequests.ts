import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { SpanStatusCode } from '@opentelemetry/api';
import { log } from './log.ts';
import { beginTrace, enterTrace, traceparentOf } from './requestTrace.ts';
import { ATTRIBUTE } from './traceNames.ts';

/** Asked by machines every few seconds: seen with LOG_LEVEL=debug only. */
const FREQUENT = /^\/(healthz|readyz|metrics)$/;
const MAX_PATH = 200;

/**
 * Gives each request of a server an id and a trace, which its answer names too, and writes a line when it is answered. Method, path and
 * status are in it, and never headers, query or body.
 *
 * @param mask - takes personal data out of paths, which are up to strangers
 */
export function observeRequests(
  server: Server,
  mask: (text: string) => string,
): void {
  // Before the server's own listener, which then works within the trace.
  server.prependListener(
    'request',
    (request: IncomingMessage, response: ServerResponse) => {
      const started = process.hrtime.bigint();
      const path = (request.url ?? '/').split(/[?#]/)[0] ?? '/';
      const method = request.method ?? 'GET';
      const trace = beginTrace(request.headers, `${method} request`);
      enterTrace(trace);
      response.setHeader('x-request-id', trace.requestId);
      response.setHeader('traceparent', traceparentOf(trace));
      const { span } = trace;
      span?.setAttribute(ATTRIBUTE.method, method);
      response.once('close', () => {
        const { statusCode } = response;
        const write = FREQUENT.test(path) ? log.debug : log.info;
        // The connection may outlive the trace that it was accepted in.
        enterTrace(trace);
        write('request answered', {
          'http.request.method': method,
          'http.response.status_code': statusCode,
          'url.path': mask(path.slice(0, MAX_PATH)),
          'event.duration': Number(process.hrtime.bigint() - started),
          'event.outcome':
            statusCode < 400 && response.writableFinished
              ? 'success'
              : 'failure',
        });
        span?.setAttribute(ATTRIBUTE.status, statusCode);
        if (statusCode >= 500) {
          span?.setStatus({ code: SpanStatusCode.ERROR });
        }
        span?.end();
      });
    },
  );
}
