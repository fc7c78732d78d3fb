import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareOpenApi,
  compareReports,
  exportsOf,
  names,
} from './breakingChanges.mjs';

const report = (...declarations) =>
  `## API Report\n\n\`\`\`ts\nimport { A } from 'a';\n\n${declarations.join(
    '\n\n',
  )}\n\n// (No @packageDocumentation comment for this package)\n\`\`\`\n`;
const OPTIONS = '// @public\nexport interface Options {\n  a: string;\n}';

test('an API report is read name by name', () => {
  const found = exportsOf(
    report(
      '// @public\ndeclare namespace Api {\n  export {\n    Chatbot,\n    Stage_2 as Stage\n  }\n}',
      OPTIONS,
      'export { isChatbot }',
      '// @public (undocumented)\nexport const x: 1;',
    ),
  );
  assert.deepEqual(
    [...found.keys()],
    ['Api.Chatbot', 'Api.Stage', 'Options', 'isChatbot', 'x'],
  );
});

test('a namespace that is gone is one change, a member of it another', () => {
  const api = members =>
    report(`declare namespace Api {\n  export {\n${members}\n  }\n}`);
  assert.deepEqual(compareReports(api('A,\nB'), report()), [
    { name: 'Api', what: 'is gone' },
  ]);
  assert.deepEqual(compareReports(api('A,\nB'), api('A')), [
    { name: 'Api.B', what: 'is gone' },
  ]);
});

test('an export that is gone or changed breaks its users', () => {
  assert.deepEqual(compareReports(report(OPTIONS), report()), [
    { name: 'Options', what: 'is gone' },
  ]);
  for (const changed of [
    OPTIONS.replace('string', 'number'),
    OPTIONS.replace('  a', '  b: string;\n  a'),
  ]) {
    assert.deepEqual(compareReports(report(OPTIONS), report(changed)), [
      { name: 'Options', what: 'changed' },
    ]);
  }
});

test('a new export and a new optional member break nobody', () => {
  const more = OPTIONS.replace('  a', '  b?: string;\n  a');
  const added = '// @public\nexport const y: 2;';
  assert.deepEqual(compareReports(report(OPTIONS), report(more, added)), []);
  const texts = (...lines) =>
    report(`// @public\nexport const texts: Ref<{\n${lines.join('\n')}\n}>;`);
  assert.deepEqual(
    compareReports(
      texts("readonly 'a': 'One';", "readonly 'b': 'Two';"),
      texts(
        "readonly 'b': 'Zwei';",
        "readonly 'c': 'x';",
        "readonly 'a': 'y';",
      ),
    ),
    [],
  );
  assert.equal(
    compareReports(texts("readonly 'a': 'One';"), texts("readonly 'b': 'x';"))
      .length,
    1,
  );
});

test('an operation that is gone or asks for more breaks its callers', () => {
  const before = {
    openapi: '3.0.3',
    info: { title: 'x', version: '1' },
    paths: {
      '/a': { get: { responses: { 204: { description: 'Done' } } } },
      '/b': {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { x: { type: 'string' } },
                },
              },
            },
          },
          responses: { 204: { description: 'Done' } },
        },
      },
    },
  };
  const after = structuredClone(before);
  delete after.paths['/a'];
  after.paths['/b'].post.requestBody.content[
    'application/json'
  ].schema.required = ['x'];
  after.paths['/c'] = before.paths['/a'];
  assert.deepEqual(
    compareOpenApi(before, after).map(change => change.name),
    ['/a', '/b'],
  );
  assert.deepEqual(compareOpenApi(before, structuredClone(before)), []);
});

test('a changeset names an export in backticks, or the namespace it is in', () => {
  assert.ok(names('`Api` moved', 'Api.Chatbot'));
  assert.ok(names('`/v1/a` is gone', '/v1/a'));
  assert.ok(!names('Options changed', 'Options'));
});
