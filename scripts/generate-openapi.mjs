// Generates everything that follows from plugins/chatbots-backend/src/schema/openapi.yaml:
//   chatbots-common/src/generated/schema.ts    types (by openapi-typescript)
//   chatbots-common/src/generated/client.ts    one typed method per operation
//   chatbots-backend/src/schema/generated/     the document and the endpoint map of the validating router
// `--check` writes nothing and fails when a committed file differs. Needs Node only, no Java.
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';
import { publishTypes } from './lib/apiTypes.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const source = resolve(
  root,
  'plugins/chatbots-backend/src/schema/openapi.yaml',
);
const common = 'plugins/chatbots-common/src/generated';
const backend = 'plugins/chatbots-backend/src/schema/generated';
const banner =
  '// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.\n';

const document = parse(await readFile(source, 'utf8'));
const lowerFirst = text => text[0].toLowerCase() + text.slice(1);
const deref = value =>
  value?.$ref
    ? value.$ref
        .slice(2)
        .split('/')
        .reduce((node, key) => node[key], document)
    : value;
const typeName = schema => {
  const name = schema?.$ref?.split('/').at(-1);
  return name === 'Error' ? 'ErrorBody' : name;
};

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => {
    const parameters = (operation.parameters ?? []).map(deref);
    const ok = Object.entries(operation.responses).filter(([code]) =>
      /^2/.test(code),
    );
    const json = ok
      .map(([, response]) => response.content?.['application/json']?.schema)
      .find(Boolean);
    return {
      path,
      method,
      id: operation.operationId,
      summary: operation.summary ?? ok[0][1].description,
      inPath: parameters.filter(p => p.in === 'path').map(p => p.name),
      inQuery: parameters.filter(p => p.in === 'query'),
      body: typeName(operation.requestBody?.content['application/json'].schema),
      result: typeName(json),
      text: ok.some(
        ([, response]) =>
          response.content && !response.content['application/json'],
      ),
    };
  }),
);
const typeNames = [...new Set(operations.flatMap(op => [op.body, op.result]))]
  .filter(Boolean)
  .sort();

async function typesFile() {
  const ast = await openapiTS(pathToFileURL(source), {
    exportType: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  const { schemas } = document.components;
  return `${banner}${publishTypes(astToString(ast), schemas)}`;
}

/** The properties of an operation's request, as TypeScript members. */
function requestMembers(op) {
  const members = [];
  if (op.inPath.length) {
    members.push(`path: operations['${op.id}']['parameters']['path']`);
  }
  if (op.inQuery.length) {
    const optional = op.inQuery.some(p => p.required) ? '' : '?';
    members.push(
      `query${optional}: operations['${op.id}']['parameters']['query']`,
    );
  }
  if (op.body) members.push(`body: ${op.body}`);
  return members;
}

function clientMethod(op) {
  const members = requestMembers(op);
  const needed = members.some(member => !/^\w+\?:/.test(member));
  const request = members.length
    ? `request: { ${members.join('; ')} }${needed ? '' : ' = {}'}, `
    : '';
  const result = op.result ?? 'void';
  return `  /** ${op.summary} */
  ${lowerFirst(op.id)}(${request}options?: RequestOptions): Promise<${result}> {
    return this.#send<${result}>('${op.method.toUpperCase()}', '${op.path}', ${
    members.length ? 'request' : '{}'
  }, options);
  }
`;
}

function clientFile() {
  return `${banner}import { ResponseError } from '@backstage/errors';
import type { operations, ${typeNames.join(', ')} } from './schema';

/** What the client needs to find and call the plugin: Backstage's discovery and fetch APIs.
 * @public */
export interface ChatbotsClientOptions {
  /** Where the plugin is. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** How to ask it. */
  fetchApi: { fetch: typeof fetch };
}

/** Options of one call: a bearer token (for backends) and a signal to abort.
 * @public */
export interface RequestOptions {
  /** Credential of a service or a person; what the fetch API adds when absent. */
  token?: string;
  /** Ends the call. */
  signal?: AbortSignal;
}

type AnyRequest = { path?: object; query?: object; body?: unknown };

/** Typed client of the chatbots plugin, one method per operation. Throws ResponseError on anything but 2xx.
 * @public */
export class ChatbotsClient {
  readonly #discoveryApi: ChatbotsClientOptions['discoveryApi'];
  readonly #fetchApi: ChatbotsClientOptions['fetchApi'];

  constructor(options: ChatbotsClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

${operations
  .filter(op => !op.text)
  .map(clientMethod)
  .join('\n')}
  async #send<T>(method: string, template: string, request: AnyRequest, options?: RequestOptions): Promise<T> {
    const pathParameters = new Map(Object.entries(request.path ?? {}));
    const path = template.replace(/\\{(\\w+)\\}/g, (_, name) => encodeURIComponent(String(pathParameters.get(name))));
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) query.set(name, String(value));
    }
    const search = query.toString();
    const base = await this.#discoveryApi.getBaseUrl('chatbots');
    const response = await this.#fetchApi.fetch(\`\${base}\${path}\${search ? \`?\${search}\` : ''}\`, {
      method,
      headers: {
        ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(options?.token ? { Authorization: \`Bearer \${options.token}\` } : {}),
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: options?.signal,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}
`;
}

function endpointMapFile() {
  const rows = operations.map(op => {
    const members = requestMembers(op).map(member =>
      member
        .replace(/^query\??: (.*)$/, 'query: NonNullable<$1>')
        .replace(/^body: /, 'body: Api.'),
    );
    const result = op.result ? `Api.${op.result}` : undefined;
    members.push(
      `response: ${result ?? (op.text ? 'string' : 'void')} | Api.ErrorBody`,
    );
    // The router type of backend-openapi-utils looks deletions up under this name.
    const method = op.method === 'delete' ? '_delete' : op.method;
    return `  '#${method}|${op.path}': { ${members.join('; ')} };`;
  });
  const qualified = rows
    .join('\n')
    .replace(/\boperations\[/g, 'Api.operations[');
  return `${banner}import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** Types of every operation, for the validating router. */
export type EndpointMap = {
${qualified}
};
`;
}

const files = {
  [`${common}/schema.ts`]: await typesFile(),
  [`${common}/client.ts`]: clientFile(),
  [`${common}/index.ts`]: `${banner}export * as Api from './schema';\nexport * from './client';\n`,
  [`${backend}/endpoints.ts`]: endpointMapFile(),
  [`${backend}/spec.ts`]: `${banner}/** The OpenAPI document, as validated at run time. */
export const spec = ${JSON.stringify(document)} as const;
`,
};

const config = {
  ...(await prettier.resolveConfig(resolve(root, 'x.ts'))),
  parser: 'typescript',
};
let stale = 0;
for (const [file, raw] of Object.entries(files)) {
  const text = prettier.format(raw, config);
  const target = resolve(root, file);
  if (process.argv.includes('--check')) {
    const committed = await readFile(target, 'utf8').catch(() => '');
    if (committed === text) continue;
    console.error(`${file} is stale: run node scripts/generate-openapi.mjs`);
    stale += 1;
  } else {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
process.exit(stale ? 1 : 0);
