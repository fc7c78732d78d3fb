import { ecsFormat } from '@elastic/ecs-pino-format';
import { pino, type DestinationStream, type Logger } from 'pino';
import { currentTrace } from './requestTrace.ts';

/** How a process writes its lines. */
export interface LogSettings {
  service: string;
  version: string;
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Takes personal data out of messages and errors: a provider's error may quote the prompt. */
  mask: (text: string) => string;
  /** Standard output without it. */
  destination?: DestinationStream;
}

/** Left out of every line, whoever hands it in: credentials, and addresses with what people typed into them. */
const NEVER = [
  'req',
  'res',
  'request',
  'response',
  'headers',
  'authorization',
  'cookie',
  '*.authorization',
  '*.cookie',
  '*["set-cookie"]',
  'http.request.headers',
  'http.response.headers',
  'http.request.body',
  'url.query',
  'url.full',
  'url.original',
];

let logger: Logger | undefined;
let mask: LogSettings['mask'] = text => text;

/**
 * Says how this process writes its lines: ECS, one JSON object a line, with the ids of the request and trace that it belongs to. Nothing
 * is written before.
 */
export function configureLog(settings: LogSettings): void {
  const { service, version, level, destination } = settings;
  mask = settings.mask;
  const options = {
    ...ecsFormat({
      serviceName: service,
      serviceVersion: version,
      apmIntegration: false,
    }),
    level,
    redact: { paths: NEVER, remove: true },
    mixin: traceFields,
  };
  logger = destination ? pino(options, destination) : pino(options);
}

function traceFields(): Record<string, string> {
  const trace = currentTrace();
  return trace === undefined
    ? {}
    : {
        'trace.id': trace.traceId,
        'span.id': trace.spanId,
        'http.request.id': trace.requestId,
      };
}

/** Facts by the names of ECS. */
export type LogFacts = Record<string, unknown>;

/** Writes lines; see {@link configureLog}. */
export const log = {
  debug: (message: string, facts: LogFacts = {}): void =>
    logger?.debug(facts, mask(message)),
  /** A line that other programs read, whatever the level. */
  always(message: string, facts: LogFacts = {}): void {
    logger?.child({}, { level: 'info' }).info(facts, message);
  },
  info: (message: string, facts: LogFacts = {}): void =>
    logger?.info(facts, mask(message)),
  warn: (message: string, facts: LogFacts = {}): void =>
    logger?.warn(facts, mask(message)),
  /**
   * @param cause - what was thrown; its message and stack are masked
   * @param facts - in place of it, where its texts must not be written
   */
  error(message: string, cause?: unknown, facts: LogFacts = {}): void {
    logger?.error(
      cause === undefined ? facts : { ...facts, error: errorFields(cause) },
      mask(message),
    );
  },
};

function errorFields(cause: unknown): Record<string, string> {
  if (!(cause instanceof Error)) {
    return { message: mask(String(cause)) };
  }
  return {
    type: cause.name,
    message: mask(cause.message),
    ...(cause.stack !== undefined && { stack_trace: mask(cause.stack) }),
  };
}
