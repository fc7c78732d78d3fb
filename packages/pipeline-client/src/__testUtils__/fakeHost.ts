import { createHash } from 'node:crypto';
import { verifyEd25519, sha256 } from '@chatbot-portal/transparency-log/node';
import type { PipelineHost } from '../PipelineHost';

/** A request as a server sees it. */
export interface SeenRequest {
  method: string;
  url: string;
  token: string | undefined;
  body: unknown;
  redirect: string | undefined;
}

/** What the portal answers to one request; an Error for no answer. */
export type Answer =
  | { status: number; body: unknown; headers?: Record<string, string> }
  | Error;

/** A host whose files, network, clock and outputs are in memory. */
export function fakeHost(options: {
  env?: Record<string, string>;
  files?: Record<string, string>;
  /** Files that are no texts. */
  bytes?: Record<string, Uint8Array>;
  answer?: (request: SeenRequest, count: number) => Answer;
  now?: string;
}) {
  const files = new Map(Object.entries(options.files ?? {}));
  const requests: SeenRequest[] = [];
  const waits: number[] = [];
  const log: string[] = [];
  const printed: string[] = [];
  const read = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) {
      throw new Error(`ENOENT: ${path}`);
    }
    return text;
  };
  const host: PipelineHost = {
    env: {
      CHATBOT_PORTAL_URL: 'https://portal.example/',
      CHATBOT_PORTAL_TOKEN: 'cbp_very-secret-token',
      ...options.env,
    },
    async fetch(input, init) {
      const headers = new Headers(init?.headers);
      const request = {
        method: init?.method ?? 'GET',
        url: String(input),
        token: headers.get('authorization')?.replace('Bearer ', ''),
        body: init?.body ? JSON.parse(String(init.body)) : undefined,
        redirect: init?.redirect,
      };
      requests.push(request);
      const answer = options.answer?.(request, requests.length) ?? {
        status: 200,
        body: {},
      };
      if (answer instanceof Error) {
        throw new TypeError('fetch failed', { cause: answer });
      }
      return new Response(
        typeof answer.body === 'string'
          ? answer.body
          : JSON.stringify(answer.body),
        { status: answer.status, headers: answer.headers },
      );
    },
    readFile: async path =>
      options.bytes?.[path] ?? new TextEncoder().encode(read(path)),
    writeFile: async (path, text) => {
      files.set(path, text);
    },
    hashFile: async path =>
      createHash('sha256').update(read(path)).digest('hex'),
    sleep: async milliseconds => {
      waits.push(milliseconds);
    },
    log: line => {
      log.push(line);
    },
    print: line => {
      printed.push(line);
    },
    now: () => new Date(options.now ?? '2026-11-22T10:30:00Z'),
    sha256,
    verify: verifyEd25519,
  };
  return { host, files, requests, waits, log, printed };
}
