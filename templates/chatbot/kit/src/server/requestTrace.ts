import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
  type Context,
  type Span,
} from '@opentelemetry/api';

/** Name under which this package makes its spans. */
export const TRACER = '@chatbot-portal/chatbot-kit';

/** The request that is being answered, as its log lines and spans name it. */
export interface RequestTrace {
  requestId: string;
  /** 32 hexadecimal digits, by W3C Trace Context; the caller's where it sent one. */
  traceId: string;
  /** 16 hexadecimal digits: this server's part of the trace. */
  spanId: string;
  /** `01` where the trace is recorded, else `00`. */
  flags: string;
  /** What spans of the answer are made below. */
  context: Context;
  /** The span of the request; one that another instrumentation made is not ours to end. */
  span: Span | undefined;
}

const storage = new AsyncLocalStorage<RequestTrace>();

/** The trace of the request that the calling code works for. */
export function currentTrace(): RequestTrace | undefined {
  return storage.getStore();
}

/** Makes a trace that of everything which the calling code starts from here on. */
export function enterTrace(request: RequestTrace): void {
  storage.enterWith(request);
}

/** `traceparent` of an answer, by W3C Trace Context. */
export function traceparentOf({
  traceId,
  spanId,
  flags,
}: RequestTrace): string {
  return `00-${traceId}-${spanId}-${flags}`;
}

/**
 * Goes on with the caller's trace, or begins one. Without an OpenTelemetry SDK in the process the ids are made here, so that log lines
 * can be joined all the same.
 *
 * @param name - of the span: method and path without what is up to strangers
 */
export function beginTrace(
  headers: IncomingHttpHeaders,
  name: string,
): RequestTrace {
  const requestId = requestIdOf(headers);
  const active = trace.getActiveSpan();
  if (active) {
    return traceOf(active, requestId, undefined);
  }
  const caller = parseTraceparent(headers.traceparent);
  const parent = caller
    ? trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true })
    : ROOT_CONTEXT;
  const span = trace
    .getTracer(TRACER)
    .startSpan(name, { kind: SpanKind.SERVER }, parent);
  const { spanId } = span.spanContext();
  if (isSpanContextValid(span.spanContext()) && spanId !== caller?.spanId) {
    return traceOf(span, requestId, span);
  }
  // No SDK: a span that records nothing, with an id of this server.
  const own = trace.wrapSpanContext({
    traceId: caller?.traceId ?? hexadecimal(16),
    spanId: hexadecimal(8),
    traceFlags: caller?.traceFlags ?? TraceFlags.NONE,
  });
  return traceOf(own, requestId, undefined);
}

function traceOf(
  span: Span,
  requestId: string,
  ours: Span | undefined,
): RequestTrace {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    requestId,
    traceId,
    spanId,
    flags: traceFlags.toString(16).padStart(2, '0'),
    context: trace.setSpan(ROOT_CONTEXT, span),
    span: ours,
  };
}

/** The caller's id where it is short and plain: it stands in log lines and in the answer. */
function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given)
    ? given
    : randomUUID();
}

function parseTraceparent(
  header: string | string[] | undefined,
): { traceId: string; spanId: string; traceFlags: number } | undefined {
  const [, version, traceId = '', spanId = '', flags = '', rest] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(
      String(header ?? ''),
    ) ?? [];
  if (version === undefined || version === 'ff') {
    return undefined;
  }
  if (version === '00' && rest !== undefined) {
    return undefined;
  }
  const traceFlags = parseInt(flags, 16) & TraceFlags.SAMPLED;
  const given = { traceId, spanId, traceFlags };
  return isSpanContextValid(given) ? given : undefined;
}

function hexadecimal(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
