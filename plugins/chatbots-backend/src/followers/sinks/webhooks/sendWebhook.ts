import * as http from 'node:http';
import * as https from 'node:https';
import { signWebhook } from '../../../keys';
import { AddressRefusedError, guardedLookup, Resolve } from './addresses';
import { WebhookTarget } from './readWebhooks';

/** How long connecting, sending and the answer may take together, in milliseconds. */
export const TIMEOUT_MS = 15_000;
/** Bytes read of an answer, which nobody looks at. */
const ANSWER_BYTES = 16 * 1024;

/** Why an attempt did not deliver. */
export type SendProblem =
  | 'address-refused'
  | 'connection-failed'
  | 'gone'
  | 'redirect'
  | 'status'
  | 'timeout';

/** What became of one attempt. */
export interface SendResult {
  /** HTTP status of the answer; absent where none came. */
  status?: number;
  /** Absent where it was delivered. */
  problem?: SendProblem;
  /** Code of the failed connection, for example ECONNREFUSED. */
  detail?: string;
}

/** A message for a webhook. */
export interface WebhookMessage {
  /** The same each time it is sent. */
  id: string;
  body: string;
  sentAt: Date;
}

/**
 * Sends one signed request and reads the status of its answer. Never throws.
 *
 * @remarks
 * Node's own client: it follows no redirect, goes through no proxy, and connects to the addresses that its lookup answers.
 */
export async function sendWebhook(
  target: Pick<WebhookTarget, 'url' | 'secret' | 'allowed'>,
  message: WebhookMessage,
  options: { timeoutMs?: number; resolve?: Resolve } = {},
): Promise<SendResult> {
  const { url, allowed } = target;
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise(resolve => {
    const sent = request(url, {
      method: 'POST',
      // A connection of its own: one that is kept open was looked up before.
      agent: false,
      lookup: guardedLookup(allowed, options.resolve),
      signal,
      headers: headersOf(target, message),
    });
    sent.on('response', response => {
      const result = resultOf(response.statusCode ?? 0);
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES) {
          response.destroy();
        }
      });
      response.on('error', () => resolve(result));
      response.on('close', () => resolve(result));
    });
    sent.on('error', error => resolve(failureOf(error, signal)));
    sent.end(message.body);
  });
}

function headersOf(
  { secret }: Pick<WebhookTarget, 'secret'>,
  message: WebhookMessage,
): http.OutgoingHttpHeaders {
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(message.body),
    'user-agent': 'chatbot-portal',
    ...signWebhook(secret, message),
  };
}

function resultOf(status: number): SendResult {
  if (status >= 200 && status < 300) {
    return { status };
  }
  if (status >= 300 && status < 400) {
    return { status, problem: 'redirect' };
  }
  return { status, problem: status === 410 ? 'gone' : 'status' };
}

function failureOf(
  error: NodeJS.ErrnoException,
  signal: AbortSignal,
): SendResult {
  if (error instanceof AddressRefusedError) {
    return { problem: 'address-refused' };
  }
  if (signal.aborted) {
    return { problem: 'timeout' };
  }
  const { code } = error;
  return {
    problem: 'connection-failed',
    ...(code && /^[A-Z0-9_]{1,60}$/.test(code) ? { detail: code } : {}),
  };
}
