import { ResponseError } from '@backstage/errors';
import { findLoneSurrogate } from '@chatbot-portal/transparency-log';
import createClient from 'openapi-fetch';
import { errorWithReason } from '../errors';
import { operationPaths } from '../generated/operations';
import type { operations } from '../generated/schema';

/**
 * What the client needs to find and call the plugin: Backstage's discovery and fetch APIs.
 *
 * @public
 */
export interface ChatbotsClientOptions {
  /** Where the plugin is. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** How to ask it. */
  fetchApi: { fetch: typeof fetch };
}

/**
 * Options of one call: a bearer token (for backends) and a signal to abort.
 *
 * @public
 */
export interface RequestOptions {
  /** Credential of a service or a person; what the fetch API adds when absent. */
  token?: string;
  /** Ends the call. */
  signal?: AbortSignal;
}

/**
 * What an operation takes: `path`, `query` and `body`, each where the API description has it.
 *
 * @public
 */
export type OperationRequest<Operation> = Given<
  'path',
  Parameter<Operation, 'path'>
> &
  Given<'query', Parameter<Operation, 'query'>> &
  Given<'body', JsonOf<Member<Operation, 'requestBody'>>>;

/**
 * What an operation answers with: the body of its 2xx response, or nothing.
 *
 * @public
 */
export type OperationResult<Operation> = Operation extends {
  responses: infer Responses;
}
  ? Or<JsonOf<Responses[keyof Responses & (200 | 201 | 202)]>, void>
  : never;

/**
 * Typed client of the chatbots plugin: one method per operation of the API description, for example
 * `client.getChatbot({ path: { chatbot } })`. A plain object, so that a test can replace single methods.
 *
 * @remarks
 * Throws `ResponseError` on anything but 2xx; `reasonOf` tells its reason code. Throws `input-invalid` for half of a surrogate pair
 * in what is given, before anything is sent.
 *
 * @public
 */
export type ChatbotsClient = {
  [Id in keyof operations as Uncapitalize<Id> & OperationName]: (
    ...args: {} extends OperationRequest<operations[Id]>
      ? [request?: OperationRequest<operations[Id]>, options?: RequestOptions]
      : [request: OperationRequest<operations[Id]>, options?: RequestOptions]
  ) => Promise<OperationResult<operations[Id]>>;
};

type OperationName = keyof typeof operationPaths;
type Member<T, Name extends string> = T extends { [name in Name]?: infer Value }
  ? Value
  : never;
type Parameter<Operation, Name extends string> = Member<
  Member<Operation, 'parameters'>,
  Name
>;
type JsonOf<T> = T extends { content: { 'application/json': infer Body } }
  ? Body
  : never;
type Or<T, Otherwise> = [T] extends [never] ? Otherwise : T;
/** A member of a request: absent where there is nothing to give, optional where all of it is. */
type Given<Name extends string, Value> = [Exclude<Value, undefined>] extends [
  never,
]
  ? unknown
  : {} extends Exclude<Value, undefined>
  ? { [name in Name]?: Value }
  : { [name in Name]: Value };

/**
 * Creates the client of the chatbots plugin, for frontends and backends.
 *
 * @public
 */
export function createChatbotsClient(
  options: ChatbotsClientOptions,
): ChatbotsClient {
  const { discoveryApi, fetchApi } = options;
  const http = createClient<Record<string, any>>({
    // As address and options: fetch middleware of Backstage makes a request of what it gets, and passes the original on,
    // whose body is gone by then.
    fetch: async request =>
      fetchApi.fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body: (await request.text()) || undefined,
        signal: request.signal,
      }),
  });
  http.use({
    async onResponse({ response }) {
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
    },
  });

  const methods = Object.entries(operationPaths).map(
    ([name, [method, path]]) => [
      name,
      async (
        request: { path?: any; query?: any; body?: any } = {},
        { token, signal }: RequestOptions = {},
      ) => {
        assertWellFormed(request);
        const { data } = await http.request(
          method.toLowerCase() as 'get',
          path,
          {
            baseUrl: await discoveryApi.getBaseUrl('chatbots'),
            params: { path: request.path, query: request.query },
            body: request.body,
            headers: token ? { Authorization: `Bearer ${token}` } : undefined,
            signal,
          },
        );
        return data;
      },
    ],
  );
  return Object.fromEntries(methods);
}

/** In an address it would be a `URIError`, in a body the server would refuse it: so it is one error here. */
function assertWellFormed(request: unknown): void {
  const path = findLoneSurrogate(request);
  if (path !== undefined) {
    throw errorWithReason(
      'input-invalid',
      `The request has half of a surrogate pair in ${path}`,
      {
        hint: 'Cut texts by characters, not by UTF-16 code units.',
        details: { path },
      },
    );
  }
}
