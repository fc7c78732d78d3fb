import { bodyLimits } from '../router/body/bodyLimits';
import { MAX_DEPTH } from '../router/body/parseJson';

/** Keywords of JSON Schema that limit a size, a count, a length or a number. */
const LIMITS = {
  minLength: 'at least # characters',
  maxLength: 'at most # characters',
  minItems: 'at least # items',
  maxItems: 'at most # items',
  minProperties: 'at least # properties',
  maxProperties: 'at most # properties',
  minimum: 'at least #',
  maximum: 'at most #',
} as const;

/** The page of limits, from the API document that requests are held to. */
export function describeLimits(spec: {
  paths: object;
  components: { schemas: object; parameters?: object };
}): string {
  const rows: string[] = [];
  const visit = (path: string, node: unknown): void => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    const limits = Object.entries(LIMITS).flatMap(([keyword, words]) => {
      const value: unknown = Reflect.get(node, keyword);
      return typeof value === 'number' ? [words.replace('#', `${value}`)] : [];
    });
    if (limits.length > 0) {
      rows.push(`| \`${path}\` | ${limits.join(', ')} |`);
    }
    const { properties, items, additionalProperties, schema } = node as Record<
      string,
      unknown
    >;
    for (const [name, child] of Object.entries(properties ?? {})) {
      visit(`${path}.${name}`, child);
    }
    visit(`${path}[]`, items);
    visit(`${path}.*`, additionalProperties);
    visit(path, schema);
  };
  const { components } = spec;
  const section = (title: string, nodes: object) => {
    rows.push('', `## ${title}`, '', '| field | limit |', '| --- | --- |');
    for (const [name, node] of Object.entries(nodes)) {
      visit(name, node);
    }
  };
  section('Fields of bodies and answers', components.schemas);
  section('Parameters', components.parameters ?? {});
  return [
    '# Limits',
    '',
    '<!-- Written by UPDATE_DOCS=1 and compared by plugins/chatbots-backend/src/schema/limits.test.ts. -->',
    '',
    `A request body is JSON in UTF-8, at most ${MAX_DEPTH} levels deep (\`body-too-deep\`) and at most as long as its operation says`,
    '(`body-too-large`); compressed ones count inflated. Both are refused before a body is parsed. Credentials are checked before any of',
    'it is read, except those that it carries or signs: an identity token, and what a system outside answers. What is outside of the',
    'limits of a field is refused with `input-invalid`; nothing of it is recorded.',
    '',
    '## Sizes of bodies',
    '',
    '| operation | request | at most |',
    '| --- | --- | --- |',
    ...bodyLimits(spec).map(
      ({ operationId, method, path, limit }) =>
        `| ${operationId} | \`${method.toUpperCase()} ${path}\` | ${
          limit / 1024
        } KiB |`,
    ),
    '',
    'Below, `[]` stands for each item of a list, `.*` for each value of a map.',
    ...rows,
    '',
  ].join('\n');
}
