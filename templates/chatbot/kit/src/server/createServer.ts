import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import * as z from 'zod';
import type { ChatService } from '../answer/ChatService.ts';
import type { Disclosure } from '../answer/guards/disclosure.ts';
import type { GeneratedMark } from '../answer/guards/generatedMark.ts';
import type { PersonalData } from '../privacy/PersonalData.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Telemetry } from './telemetry.ts';
import { Feedback, type FeedbackStore } from './FeedbackStore.ts';
import { HttpError } from './HttpError.ts';
import { readPages, SECURITY_HEADERS } from './pages.ts';
import type { RateLimiter } from './RateLimiter.ts';
import { readJson } from './readJson.ts';

/** What the server works with. */
export interface ServerParts {
  configuration: Configuration;
  chat: ChatService;
  feedback: FeedbackStore;
  limiter: RateLimiter;
  telemetry: Telemetry;
  personalData: PersonalData;
  /** That it is an AI system, in each language of the bot. */
  disclosures: readonly Disclosure[];
  mark: GeneratedMark;
}

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void> | void;

/** The bot's HTTP API and chat page. */
export function createServer(parts: ServerParts): Server {
  const { configuration, chat, feedback, limiter, telemetry } = parts;
  const { disclosures, mark, personalData } = parts;
  const { environment, bot } = configuration;
  const pages = readPages({ title: bot.title, disclosures, mark });
  const Question = z.strictObject({
    question: z.string().trim().min(1).max(environment.MAX_QUESTION_CHARACTERS),
  });

  const askQuestion: Handler = async (request, response) => {
    limiter.take(clientOf(request, environment.TRUST_PROXY === 'true'));
    const { question } = await readJson(
      request,
      Question,
      environment.MAX_BODY_BYTES,
    );
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const signal = AbortSignal.any([
      gone.signal,
      AbortSignal.timeout(environment.REQUEST_TIMEOUT_MS),
    ]);
    if (!/text\/event-stream/.test(request.headers.accept ?? '')) {
      sendJson(response, 200, await chat.ask(question, { signal }));
      return;
    }
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    const send = (event: string, data: unknown) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    try {
      const answer = await chat.ask(question, {
        signal,
        onSentence: text => send('text', { text }),
      });
      send('done', answer);
    } catch (error) {
      // The status line is out already: the failure is told in the stream.
      const { code, message } = asHttpError(error, personalData);
      send('error', { code, message });
    }
    response.end();
  };

  const takeFeedback: Handler = async (request, response) => {
    limiter.take(clientOf(request, environment.TRUST_PROXY === 'true'));
    const given = await readJson(request, Feedback, environment.MAX_BODY_BYTES);
    await feedback.add(given);
    telemetry.feedback.inc({ rating: given.rating });
    response.writeHead(204, SECURITY_HEADERS).end();
  };

  const routes = new Map<string, Handler>([
    ['POST /api/chat', askQuestion],
    ['POST /api/feedback', takeFeedback],
    // Read before the first question, by pages and programs of others.
    [
      'GET /api/disclosure',
      (_, response) =>
        sendJson(response, 200, { title: bot.title, disclosures }),
    ],
    [
      'GET /healthz',
      (_, response) => sendJson(response, 200, { status: 'ok' }),
    ],
    [
      'GET /version',
      (_, response) =>
        sendJson(response, 200, {
          version: environment.CHATBOT_VERSION,
          digest: environment.CHATBOT_DIGEST,
          settingsDigest: configuration.settingsDigest,
          commit: environment.CHATBOT_COMMIT,
          model: `${configuration.model.provider}/${configuration.model.name}`,
        }),
    ],
    [
      'GET /metrics',
      async (_, response) => {
        const body = await telemetry.registry.metrics();
        response
          .writeHead(200, {
            ...SECURITY_HEADERS,
            'content-type': telemetry.registry.contentType,
          })
          .end(body);
      },
    ],
    ...[...pages].map(([path, { type, body }]): [string, Handler] => [
      `GET ${path}`,
      (_, response) => {
        response
          .writeHead(200, {
            ...SECURITY_HEADERS,
            'content-type': type,
            'cache-control': 'no-cache',
          })
          .end(body);
      },
    ]),
  ]);

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const path = (request.url ?? '/').split('?')[0];
    const name = `${request.method} ${path}`;
    const route = routes.get(name);
    // Unknown paths share one label: the label's values must not be up to strangers.
    response.once('finish', () =>
      telemetry.requests.inc({
        route: route ? name : 'unknown',
        status: response.statusCode,
      }),
    );
    try {
      if (!route) {
        throw HttpError.create(404, 'not-found', 'There is nothing here');
      }
      await route(request, response);
    } catch (error) {
      const { status, code, message, retryAfterSeconds } = asHttpError(
        error,
        personalData,
      );
      if (retryAfterSeconds !== undefined) {
        response.setHeader('retry-after', String(retryAfterSeconds));
      }
      if (status === 413) {
        response.setHeader('connection', 'close');
      }
      sendJson(response, status, { error: { code, message } });
    }
  }

  const server = createHttpServer(
    (request, response) => void handle(request, response),
  );
  server.requestTimeout = environment.REQUEST_TIMEOUT_MS;
  server.headersTimeout = Math.min(10_000, environment.REQUEST_TIMEOUT_MS);
  return server;
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  response
    .writeHead(status, {
      ...SECURITY_HEADERS,
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    .end(JSON.stringify(body));
}

function asHttpError(error: unknown, personalData: PersonalData): HttpError {
  if (error instanceof HttpError) {
    return error;
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') {
    return HttpError.create(504, 'timeout', 'The answer took too long');
  }
  // Details stay in the log: a provider's error may quote the prompt.
  console.error(
    JSON.stringify({
      level: 'error',
      at: new Date().toISOString(),
      message: personalData.mask(String(error)).text,
    }),
  );
  return HttpError.create(
    500,
    'internal',
    'The question could not be answered',
  );
}

function clientOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  const first = (Array.isArray(forwarded) ? forwarded[0] : forwarded)
    ?.split(',')
    .at(-1)
    ?.trim();
  return first || (request.socket.remoteAddress ?? 'unknown');
}
