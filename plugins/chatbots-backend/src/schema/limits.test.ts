import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeLimits } from '../__testUtils__/describeLimits';
import { bodyLimits } from '../router/body/bodyLimits';
import { spec } from './generated/spec';

const PAGE = resolve(__dirname, '../../../../docs/limits.md');

/** Each text and list that a request can bring, by its path in the document. */
function unlimited(path: string, node: unknown): string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  const schema = node as Record<string, unknown>;
  const { type, properties, items, additionalProperties } = schema;
  const isBounded =
    'enum' in schema ||
    'format' in schema ||
    'pattern' in schema ||
    'maxLength' in schema;
  return [
    ...(type === 'string' && !isBounded ? [path] : []),
    ...(type === 'array' && !('maxItems' in schema) ? [path] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, child]) =>
      unlimited(`${path}.${name}`, child),
    ),
    ...unlimited(`${path}[]`, items),
    ...unlimited(`${path}.*`, additionalProperties),
  ];
}

/** Names of the schemas that a schema leads to, itself among them. */
function reachable(name: string, found = new Set<string>()): Set<string> {
  if (!found.has(name)) {
    found.add(name);
    const text = JSON.stringify(
      (spec.components.schemas as Record<string, object>)[name],
    );
    for (const [, other] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      reachable(other, found);
    }
  }
  return found;
}

describe('limits', () => {
  it('stand in the docs as they stand in the API document', async () => {
    const page = describeLimits(spec);
    if (process.env.UPDATE_DOCS) {
      await writeFile(PAGE, page);
    }
    expect(page).toBe(await readFile(PAGE, 'utf8'));
  });

  it('hold for the body of every operation that takes one', () => {
    const operations = Object.values(spec.paths).flatMap(item =>
      Object.values(item as Record<string, { requestBody?: object }>),
    );
    const withBody = operations.filter(({ requestBody }) => requestBody);
    expect(withBody.length).toBeGreaterThan(10);
    expect(bodyLimits()).toHaveLength(withBody.length);
    for (const { limit } of bodyLimits()) {
      expect(limit).toBeLessThanOrEqual(5 * 1024 * 1024);
    }
  });

  it('are wanted of an operation with a body before the plugin starts', () => {
    const post = { operationId: 'AddSomething', requestBody: {} };
    const limits = (operation: object) =>
      bodyLimits({ paths: { '/v1/things': { post: operation } } });
    expect(() => limits(post)).toThrow(/AddSomething .* no x-body-limit/);
    expect(() => limits({ ...post, 'x-body-limit': 0 })).toThrow();
    expect(limits({ ...post, 'x-body-limit': 1024 })).toHaveLength(1);
  });

  it('hold for every text and list that a request brings', () => {
    const bodies = new Set<string>();
    for (const [, name] of JSON.stringify(
      Object.values(spec.paths).flatMap(item =>
        Object.values(item as Record<string, { requestBody?: object }>).map(
          ({ requestBody }) => requestBody ?? {},
        ),
      ),
    ).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      reachable(name, bodies);
    }
    expect(bodies.size).toBeGreaterThan(10);
    expect(
      [...bodies].flatMap(name =>
        unlimited(
          name,
          (spec.components.schemas as Record<string, object>)[name],
        ),
      ),
    ).toEqual([]);
  });
});
