import {
  getGiteaRequestOptions,
  GiteaIntegrationConfig,
} from '@backstage/integration';
import {
  errorWithReason,
  cutText,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';

/** Time limit of one request, in milliseconds. A comparison of long histories takes a host some seconds. */
const TIMEOUT_MS = 15_000;
/** Bytes of an answer at most. The longest is a comparison, which comes in one piece. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Characters of the host's own words that an error repeats at most. */
const MAX_WORDS = 200;
/** Items of a page; Gitea gives no more unless it is told to. */
const PAGE = 50;

/** One request. */
export interface GiteaRequest {
  method?: 'GET' | 'PUT' | 'POST' | 'PATCH';
  /** Below `/api/v1`; each part encoded. */
  path: string;
  query?: Record<string, string | undefined>;
  body?: object;
  /** What this needs, for the error: words after "may not". */
  purpose: string;
  /** Statuses that the caller understands besides success. */
  also?: readonly number[];
  /** Whether errors must not repeat the host's words, since the request holds a secret. */
  secret?: boolean;
  signal?: AbortSignal;
}

/** What a host answered. */
export interface GiteaAnswer {
  status: number;
  body: unknown;
}

/** Speaks to the API of one Gitea host, with limits of time and size. Never follows a redirect. */
export class GiteaClient {
  readonly #host: string;
  readonly #api: string;
  readonly #headers: Record<string, string>;

  constructor(config: GiteaIntegrationConfig) {
    this.#host = config.host;
    this.#api = `${config.baseUrl ?? `https://${config.host}`}/api/v1`;
    const options = getGiteaRequestOptions(config);
    this.#headers =
      'headers' in options ? (options.headers as Record<string, string>) : {};
  }

  /** Sends one request. Throws `scm-*` for everything but success and what the caller understands. */
  async send(request: GiteaRequest): Promise<GiteaAnswer> {
    const { response, text } = await this.#fetch(request);
    const { status } = response;
    if (response.ok || request.also?.includes(status)) {
      return { status, body: this.#parse(text, response.ok) };
    }
    throw this.#refusal(status, text, request);
  }

  /** Reads one thing. Throws `scm-answer-invalid` when it is of another shape. */
  async read<T>(schema: z.ZodType<T>, request: GiteaRequest): Promise<T> {
    const { body } = await this.send(request);
    return this.take(schema, body);
  }

  /** Checks the shape of an answer. */
  take<T>(schema: z.ZodType<T>, body: unknown): T {
    const result = schema.safeParse(body);
    if (!result.success) {
      const { path, message } = result.error.issues[0];
      throw errorWithReason(
        'scm-answer-invalid',
        `${this.#host} did not answer as Gitea does: ${
          path.join('.') || 'its answer'
        }: ${message}`,
      );
    }
    return result.data;
  }

  /** Reads a list page by page until it ends, there are enough, or one of them is the last that counts. */
  async list<T>(
    item: z.ZodType<T>,
    request: GiteaRequest,
    options: {
      limit: number;
      /** Property of the answer that holds the list. */
      within?: string;
      isLast?(one: T): boolean;
    },
  ): Promise<T[]> {
    const { limit, within, isLast = () => false } = options;
    const list = z.array(item).nullable();
    const found: T[] = [];
    for (let page = 1; found.length < limit; page += 1) {
      const { body } = await this.send({
        ...request,
        query: { ...request.query, page: String(page), limit: String(PAGE) },
      });
      const items = within
        ? this.take(z.object({ [within]: list }), body)[within]
        : this.take(list, body);
      found.push(...(items ?? []));
      // A host may be set to shorter pages: only an empty one is the end.
      if (!items?.length || items.some(isLast)) {
        break;
      }
    }
    return found.slice(0, limit);
  }

  /** Changes what is there or adds what is not, whoever else does so at the same time. */
  async putOrPost(
    put: GiteaRequest,
    post: Pick<GiteaRequest, 'path' | 'body'>,
  ): Promise<void> {
    const changed = await this.send({ ...put, also: [404] });
    if (changed.status === 404) {
      const added = await this.send({
        ...put,
        ...post,
        method: 'POST',
        also: [409],
      });
      if (added.status === 409) {
        await this.send(put);
      }
    }
  }

  async #fetch({ method = 'GET', path, query, body, signal }: GiteaRequest) {
    const url = new URL(`${this.#api}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await fetch(url, {
        method,
        headers: {
          Accept: 'application/json',
          ...this.#headers,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : undefined,
        // The credentials are for this host and no other.
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return { response, text: await readText(response) };
    } catch (error) {
      signal?.throwIfAborted();
      throw errorWithReason(
        'scm-unavailable',
        timeout.aborted
          ? `${this.#host} did not answer within ${TIMEOUT_MS / 1000} s`
          : `${this.#host} can't be reached`,
        { cause: error },
      );
    }
  }

  #parse(text: string | undefined, ok: boolean): unknown {
    if (text === undefined) {
      throw errorWithReason(
        'scm-answer-invalid',
        `${this.#host} answers with more than ${MAX_BYTES} bytes`,
        { hint: 'Ask for a shorter range.' },
      );
    }
    if (text === '') {
      return undefined;
    }
    try {
      return JSON.parse(text);
    } catch {
      if (!ok) {
        return undefined;
      }
      throw errorWithReason(
        'scm-answer-invalid',
        `${this.#host} did not answer with JSON`,
      );
    }
  }

  #refusal(
    status: number,
    text: string | undefined,
    { purpose, secret }: GiteaRequest,
  ): Error {
    const words = secret ? '' : wordsOf(text);
    const details = { host: this.#host, status };
    if (status >= 300 && status < 400) {
      return errorWithReason(
        'scm-answer-invalid',
        `${
          this.#host
        } redirects to another address, which is not followed with credentials`,
        { details },
      );
    }
    if (status === 401) {
      return errorWithReason(
        'scm-forbidden',
        `${this.#host} does not accept the credentials of its integration`,
        { details, hint: 'Correct integrations.gitea for this host.' },
      );
    }
    if (status === 403) {
      return errorWithReason(
        'scm-forbidden',
        `The account of the integration may not ${purpose} on ${
          this.#host
        }${words}`,
        { details },
      );
    }
    if (status === 408 || status === 429 || status >= 500) {
      return errorWithReason(
        'scm-unavailable',
        `${this.#host} answers with HTTP ${status}`,
        { details },
      );
    }
    return errorWithReason(
      'scm-refused',
      `${this.#host} refuses to ${purpose} (HTTP ${status})${words}`,
      { details },
    );
  }
}

/** The body as text; undefined when it is too long. */
async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      await response.body?.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What the host says of it, short and on one line. */
function wordsOf(text: string | undefined): string {
  try {
    const { message } = JSON.parse(text ?? '') as { message?: unknown };
    if (typeof message === 'string' && message) {
      // eslint-disable-next-line no-control-regex
      const line = message.replace(/[\u0000-\u001f\u007f]+/g, ' ');
      return `: ${cutText(line, MAX_WORDS)}`;
    }
  } catch {
    // The host said nothing that can be read.
  }
  return '';
}
