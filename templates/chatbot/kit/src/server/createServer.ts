import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
} from 'node:http';
import * as z from 'zod';
import type { ChatService } from '../answer/ChatService.ts';
import type { Disclosure } from '../answer/guards/disclosure.ts';
import type { GeneratedMark } from '../answer/guards/generatedMark.ts';
import { UsageCounter } from '../answer/UsageCounter.ts';
import { ANONYMOUS } from '../conversation/Conversations.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Caller, Door } from '../door/Door.ts';
import type { Limits } from '../door/Limits.ts';
import { checkOrigin, securityHeaders } from '../door/origins.ts';
import type { Telemetry } from './telemetry.ts';
import { Feedback, type FeedbackStore } from './FeedbackStore.ts';
import { healthRoute, managementRoutes } from './management.ts';
import { readPages } from './pages.ts';
import { readJson } from './readJson.ts';
import {
  asHttpError,
  createListener,
  sendJson,
  type Handler,
} from './respond.ts';

/** What the server works with. */
export interface ServerParts {
  configuration: Configuration;
  chat: ChatService;
  feedback: FeedbackStore;
  door: Door;
  limits: Limits;
  telemetry: Telemetry;
  /** That it is an AI system, in each language of the bot. */
  disclosures: readonly Disclosure[];
  mark: GeneratedMark;
}

const ThreadId = z.string().regex(/^[\w-]{1,64}$/);

/** The bot's HTTP API and chat page. */
export function createServer(parts: ServerParts): Server {
  const { configuration, chat, feedback, door, limits, telemetry } = parts;
  const { disclosures, mark } = parts;
  const { environment, bot } = configuration;
  const { access } = bot;
  const pages = readPages({ title: bot.title, disclosures, mark, access });
  const Question = z.strictObject({
    question: z.string().trim().min(1).max(environment.MAX_QUESTION_CHARACTERS),
    thread: ThreadId.optional(),
  });

  /** Who asks, unless they are turned away or ask too often. */
  async function admit(request: IncomingMessage): Promise<Caller> {
    const caller = await door.callerOf(request);
    await limits.takeRequest(caller);
    return caller;
  }

  const askQuestion: Handler = async (request, response) => {
    const caller = await admit(request);
    await limits.assertBudget(caller);
    const { question, thread } = await readJson(
      request,
      Question,
      environment.MAX_BODY_BYTES,
    );
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const usage = new UsageCounter();
    const options = {
      signal: AbortSignal.any([
        gone.signal,
        AbortSignal.timeout(environment.REQUEST_TIMEOUT_MS),
      ]),
      subject: ownerOf(caller),
      thread,
      groups: caller.groups,
      callbacks: [usage],
    };
    try {
      if (!/text\/event-stream/.test(request.headers.accept ?? '')) {
        sendJson(response, 200, await chat.ask(question, options));
        return;
      }
      const send = (event: string, data: unknown) => {
        if (!response.headersSent) {
          response.writeHead(200, {
            'content-type': 'text/event-stream',
            'cache-control': 'no-store',
          });
        }
        response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      };
      try {
        const answer = await chat.ask(question, {
          ...options,
          onSentence: text => send('text', { text }),
        });
        send('done', answer);
      } catch (error) {
        if (!response.headersSent) {
          throw error;
        }
        // The status line is out already: the failure is told in the stream.
        const { code, message } = asHttpError(error);
        send('error', { code, message });
      }
      response.end();
    } finally {
      await limits.spend(caller, usage.total());
    }
  };

  const deleteThread: Handler = async (request, response, thread) => {
    const caller = await admit(request);
    await chat.deleteThread(thread, ownerOf(caller));
    response.writeHead(204).end();
  };

  const takeFeedback: Handler = async (request, response) => {
    await admit(request);
    const given = await readJson(request, Feedback, environment.MAX_BODY_BYTES);
    await feedback.add(given);
    telemetry.feedback.inc({ rating: given.rating });
    response.writeHead(204).end();
  };

  const routes = new Map<string, Handler>([
    ['POST /api/chat', askQuestion],
    ['DELETE /api/threads/{id}', deleteThread],
    ['POST /api/feedback', takeFeedback],
    // Read before the first question, by pages and programs of others.
    [
      'GET /api/disclosure',
      (_, response) =>
        sendJson(response, 200, { title: bot.title, disclosures }),
    ],
    ...(environment.MANAGEMENT_PORT === undefined
      ? managementRoutes(configuration, telemetry)
      : healthRoute),
    ...[...pages].map(([path, { type, body, headers }]): [string, Handler] => [
      `GET ${path}`,
      (_, response) => {
        response
          .writeHead(200, {
            'content-type': type,
            'cache-control': 'no-cache',
            ...headers,
          })
          .end(body);
      },
    ]),
  ]);

  const server = createHttpServer(
    createListener(routes, {
      telemetry,
      headers: securityHeaders(access.origins),
      before: (request, response) =>
        request.url?.startsWith('/api/') === true &&
        checkOrigin(request, response, access.origins),
    }),
  );
  server.requestTimeout = environment.REQUEST_TIMEOUT_MS;
  server.headersTimeout = Math.min(10_000, environment.REQUEST_TIMEOUT_MS);
  return server;
}

/** Whose a conversation is. An address is no person: it changes on the way home, and many share one. */
function ownerOf({ subject }: Caller): string {
  return subject.startsWith('address:') ? ANONYMOUS : subject;
}
