// Generates everything that follows from plugins/chatbots-backend/src/schema/openapi.yaml:
//   chatbots-common/src/generated/schema.ts       types (by openapi-typescript)
//   chatbots-common/src/generated/operations.ts   where each operation of the client is
//   chatbots-common/src/generated/names.ts        what a name may hold, for whoever reads one elsewhere
//   pipeline-client/src/generated/evaluationSchema.ts  limits of an evaluation's report, for whoever sends one
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
const client = 'packages/pipeline-client/src/generated';
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
    const results = ok.map(([, response]) =>
      typeName(response.content?.['application/json']?.schema),
    );
    return {
      path,
      method,
      id: operation.operationId,
      inPath: parameters.filter(p => p.in === 'path').map(p => p.name),
      inQuery: parameters.filter(p => p.in === 'query'),
      body: typeName(operation.requestBody?.content['application/json'].schema),
      results: [...new Set(results.filter(Boolean))],
      text: ok.some(
        ([, response]) =>
          response.content && !response.content['application/json'],
      ),
    };
  }),
);
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

/** Method and path of each operation that answers with JSON or nothing; downloads are no part of the client. */
function operationsFile() {
  const rows = operations
    .filter(op => !op.text)
    .map(
      op =>
        `  ${lowerFirst(op.id)}: ['${op.method.toUpperCase()}', '${op.path}'],`,
    );
  return `${banner}/** Method and path of each operation of the client. */
export const operationPaths = {
${rows.join('\n')}
} as const;
`;
}

function endpointMapFile() {
  const rows = operations.map(op => {
    const members = requestMembers(op).map(member =>
      member
        .replace(/^query\??: (.*)$/, 'query: NonNullable<$1>')
        .replace(/^body: /, 'body: Api.'),
    );
    const results = op.results.map(name => `Api.${name}`);
    if (results.length === 0) results.push(op.text ? 'string' : 'void');
    members.push(`response: ${results.join(' | ')} | Api.ErrorBody`);
    // The router type of backend-openapi-utils looks deletions up under this name.
    const method = op.method === 'delete' ? '_delete' : op.method;
    return `  '#${method}|${op.path}': { ${members.join('; ')} };`;
  });
  const qualified = rows
    .join('\n')
    .replace(/\boperations\[/g, 'Api.operations[');
  return `${banner}import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** Types of every operation, for the validating router. */
export type EndpointMap = {
${qualified}
};
`;
}

/** The one rule for names of metrics, datasets, judges, topics, samples and suites. */
function namesFile() {
  const { pattern, maxLength } = document.components.schemas.ShortName;
  return `${banner}/** What a name may hold; beside it, a name is in the form NFC. */
export const NAME_PATTERN = new RegExp(${JSON.stringify(pattern)}, 'u');

/** Most characters of a name, counted as code points. */
export const LONGEST_NAME = ${maxLength};
`;
}

const LIMITS = [
  ...['type', 'enum', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'minItems', 'maxItems', 'maxProperties'],
];

/** The limits of a schema, with what it refers to in place. A keyword that the client does not know is an error. */
function limitsOf(schema) {
  const found = schema.$ref ? deref(schema) : schema.allOf?.[0];
  if (found) return limitsOf(found);
  const limits = Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'properties') {
      const fields = Object.entries(value);
      return [
        [key, Object.fromEntries(fields.map(([k, v]) => [k, limitsOf(v)]))],
      ];
    }
    if (key === 'items' || key === 'additionalProperties') {
      return value ? [[key, limitsOf(value)]] : [];
    }
    if (['description', 'required', 'x-in-parts'].includes(key)) return [];
    if (!LIMITS.includes(key)) {
      throw new Error(`The client knows no limit '${key}'`);
    }
    // What a name is stands in names.ts.
    const isOfName = schema.format === 'name' && key === 'pattern';
    return isOfName ? [] : [[key, value]];
  });
  return Object.fromEntries(limits);
}

/** What a client needs to refuse a report before anything is sent. */
function evaluationFile() {
  const operation = document.paths['/pipeline/v1/evaluations'].post;
  const schema = document.components.schemas.EvaluationReport;
  return `${banner}/** Limits of a report that is sent in parts, over all of them. */
export const IN_PARTS = ${JSON.stringify(schema['x-in-parts'])};

/** Most bytes of one request. */
export const BODY_LIMIT = ${operation['x-body-limit']};

/** Fields of the report and their limits. */
export const evaluationSchema = ${JSON.stringify(limitsOf(schema))};
`;
}

const files = {
  [`${common}/schema.ts`]: await typesFile(),
  [`${common}/operations.ts`]: operationsFile(),
  [`${common}/names.ts`]: namesFile(),
  [`${client}/evaluationSchema.ts`]: evaluationFile(),
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
