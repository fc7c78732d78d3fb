import {
  findLoneSurrogate,
  findNoNumber,
} from '@chatbot-portal/transparency-log';
import { PipelineError } from './PipelineError';
import type { PipelineHost } from './PipelineHost';
import { HALF_PAIR, NO_NUMBER } from './readJson';

const ATTEMPTS = 5;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const TIMEOUT = 60_000;

/** A request whose answer is JSON. @internal */
export interface JsonRequest {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  /** Sent as a bearer token. */
  token?: string;
  body?: unknown;
}

/**
 * Sends a request, again when the network or the server fails for the moment. Safe
 * because every operation of the pipeline API gives the same answer to the same
 * request.
 *
 * @throws PipelineError
 *
 * @internal
 */
export async function sendJson(
  request: JsonRequest,
  host: Pick<PipelineHost, 'fetch' | 'sleep' | 'log'>,
): Promise<unknown> {
  assertSendable(request.body);
  for (let attempt = 1; ; attempt++) {
    const outcome = await trySend(request, host);
    if (!('failure' in outcome)) {
      return outcome.answer;
    }
    if (!outcome.again || attempt === ATTEMPTS) {
      throw outcome.failure;
    }
    const wait = Math.min(
      outcome.wait ?? FIRST_WAIT * 2 ** (attempt - 1),
      LONGEST_WAIT,
    );
    host.log(
      `${outcome.failure.message}; attempt ${attempt + 1} of ${ATTEMPTS} in ${
        wait / 1000
      } s`,
    );
    await host.sleep(wait);
  }
}

/** What JSON would make `null` of, and what every operation refuses, is said before anything is sent. */
function assertSendable(body: unknown): void {
  const noNumber = findNoNumber(body);
  if (noNumber !== undefined) {
    throw PipelineError.create(
      `${noNumber} is NaN or infinite, which is no number of JSON`,
      { reason: 'input-invalid', hint: NO_NUMBER },
    );
  }
  const half = findLoneSurrogate(body);
  if (half !== undefined) {
    throw PipelineError.create(`${half} has half of a surrogate pair`, {
      reason: 'input-invalid',
      hint: HALF_PAIR,
    });
  }
}

type Outcome =
  | { answer: unknown }
  | { failure: PipelineError; again: boolean; wait?: number };

async function trySend(
  { method, url, token, body }: JsonRequest,
  host: Pick<PipelineHost, 'fetch'>,
): Promise<Outcome> {
  const { origin, pathname } = new URL(url);
  const target = `${method} ${origin}${pathname}`;
  let response: Response;
  let text: string;
  try {
    response = await host.fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A token must not follow a redirect to wherever the answer points.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    text = await response.text();
  } catch (error) {
    // fetch says only that it failed; its cause says why.
    const cause = fieldOf(fieldOf(error, 'cause'), 'message');
    const detail = typeof cause === 'string' ? cause : String(error);
    return {
      failure: PipelineError.create(`${target} got no answer: ${detail}`, {
        hint: 'Check CHATBOT_PORTAL_URL and the network of the runner.',
      }),
      again: true,
    };
  }
  const answer = parse(text);
  if (response.ok && answer !== undefined) {
    return { answer };
  }
  if (response.ok) {
    return {
      failure: PipelineError.create(`${target} did not answer in JSON`, {
        status: response.status,
        hint: 'Check that CHATBOT_PORTAL_URL is the address of the backend.',
      }),
      again: false,
    };
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  return {
    failure: failureOf(target, response.status, answer),
    again: response.status === 429 || response.status >= 500,
    ...(retryAfter > 0 ? { wait: retryAfter * 1000 } : {}),
  };
}

function failureOf(
  target: string,
  status: number,
  answer: unknown,
): PipelineError {
  const error = fieldOf(answer, 'error');
  const [message, reason, hint] = ['message', 'reason', 'hint'].map(name => {
    const value = fieldOf(error, name);
    return typeof value === 'string' ? value : undefined;
  });
  return PipelineError.create(
    message ?? `${target} was answered with status ${status}`,
    { reason, hint, status },
  );
}

function parse(text: string): unknown {
  try {
    const answer: unknown = JSON.parse(text);
    return answer;
  } catch {
    return undefined;
  }
}

/** @internal */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
