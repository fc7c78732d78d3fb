import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

// Loaded when they are used: lanes are read before anything is installed.
const require = createRequire(import.meta.url);
const apiDiff = (...documents) =>
  require('api-smart-diff').apiDiff(...documents);
const parse = text => require('yaml').parse(text);

/** The API reports and the API description as they were released last. */
const BASELINE = join(ROOT, 'scripts/api-baseline');
const OPENAPI = 'plugins/chatbots-backend/src/schema/openapi.yaml';
const BACKEND = '@chatbot-portal/backstage-plugin-chatbots-backend';

/** Every API report of the repository: its package, its file, and the name of its copy in the baseline. */
function reports() {
  return ['plugins', 'packages'].flatMap(folder =>
    readdirSync(join(ROOT, folder)).flatMap(name =>
      readdirSync(join(ROOT, folder, name))
        .filter(file => /^report.*\.api\.md$/.test(file))
        .map(file => ({
          package: JSON.parse(
            readFileSync(join(ROOT, folder, name, 'package.json'), 'utf8'),
          ).name,
          file: join(ROOT, folder, name, file),
          baseline: join(BASELINE, `${name}.${file}`),
        })),
    ),
  );
}

/** Makes the API of this checkout the one that later changes are compared with. */
export function writeBaseline() {
  mkdirSync(BASELINE, { recursive: true });
  for (const { file, baseline } of reports()) {
    copyFileSync(file, baseline);
  }
  copyFileSync(join(ROOT, OPENAPI), join(BASELINE, 'openapi.yaml'));
}

/**
 * What an API report exports: each name with its declaration. Members of a namespace are named `Namespace.member`, and
 * have no declaration where they only stand for the API description, which is compared by itself.
 */
export function exportsOf(report) {
  const code = /```ts\n([^]*?)\n```/.exec(report)?.[1] ?? '';
  const found = new Map();
  for (const block of code.split(/\n(?=\/\/ @|export |import |declare )/)) {
    const text = block.replace(/^\/\/.*$/gm, '').trim();
    const named =
      /^export (?:declare |abstract |async )*(?:const|let|function|class|interface|type|enum|namespace) (\w+)/.exec(
        text,
      );
    const listed = /^export \{ (?:\w+ as )?(\w+) \};?$/.exec(text);
    const namespace =
      /^declare namespace (\w+) \{\s*export \{([^]*?)\};?\s*\}/.exec(text);
    if (named) {
      found.set(named[1], text);
    } else if (listed) {
      found.set(listed[1], text);
    } else if (/^export default /.test(text)) {
      found.set('default', text);
    } else if (namespace) {
      for (const member of namespace[2].split(',')) {
        const name = member.trim().split(' as ').at(-1);
        if (name) found.set(`${namespace[1]}.${name}`, '');
      }
    }
  }
  return found;
}

/** The lines of a declaration in no order, and of messages their keys alone: another default text breaks nobody. */
function linesOf(declaration) {
  return declaration
    .split('\n')
    .map(line => line.trim().replace(/^(readonly '[^']+':).*$/, '$1'))
    .filter(line => !/^['"`]/.test(line));
}

/** Whether a declaration only gained what nobody has to know of: optional members, messages and members of a union. */
function onlyGains(before, after) {
  const gained = linesOf(after);
  for (const line of linesOf(before)) {
    const place = gained.indexOf(line);
    if (place < 0) {
      return false;
    }
    gained.splice(place, 1);
  }
  return gained.every(line =>
    /^(readonly )?\w+\?: .*;$|^readonly '[^']+':$|^\| '[^']*';?$/.test(line),
  );
}

/** What a report lost or changed, compared with an earlier one. A namespace that is gone is one change. */
export function compareReports(before, after) {
  const now = exportsOf(after);
  const namespaces = new Set([...now.keys()].map(name => name.split('.')[0]));
  const changes = new Map();
  for (const [name, declaration] of exportsOf(before)) {
    const [whole] = name.split('.');
    if (!now.has(name)) {
      const gone = namespaces.has(whole) ? name : whole;
      changes.set(gone, { name: gone, what: 'is gone' });
    } else if (!onlyGains(declaration, now.get(name))) {
      changes.set(name, { name, what: 'changed' });
    }
  }
  return [...changes.values()];
}

/** What an API description breaks, compared with an earlier one: one entry a path. */
export function compareOpenApi(before, after) {
  const byPath = new Map();
  for (const { type, path, action, description } of apiDiff(before, after)) {
    if (type === 'breaking' && path[0] === 'paths') {
      const where = path.slice(2).join('.');
      const what = byPath.get(path[1]) ?? [];
      byPath.set(path[1], [...what, description || `${action} ${where}`]);
    }
  }
  return [...byPath].map(([name, what]) => ({ name, what: what.join('; ') }));
}

/** The changesets that say that they break something: the packages that they raise, and their words. */
function breakingChangesets() {
  const folder = join(ROOT, '.changeset');
  return readdirSync(folder)
    .filter(file => file.endsWith('.md') && file !== 'README.md')
    .map(file => readFileSync(join(folder, file), 'utf8'))
    .filter(text => text.includes('**BREAKING**'))
    .map(text => {
      const [, head, words] = /^---\n([^]*?)---\n([^]*)$/.exec(text);
      const raised = Object.entries(parse(head) ?? {})
        .filter(([, bump]) => bump === 'major' || bump === 'minor')
        .map(([name]) => name);
      return { raised, words };
    });
}

/** Whether words name an export or a path; a member of a namespace is named with it. */
export function names(words, name) {
  const [whole] = name.split('.');
  return words.includes(`\`${whole}\``) || words.includes(`\`${name}\``);
}

/** Every breaking change since the last release, and whether a changeset of its package tells of it. */
export function breakingChanges() {
  const changes = reports().flatMap(report =>
    existsSync(report.baseline)
      ? compareReports(
          readFileSync(report.baseline, 'utf8'),
          readFileSync(report.file, 'utf8'),
        ).map(change => ({ package: report.package, ...change }))
      : [],
  );
  const released = join(BASELINE, 'openapi.yaml');
  const openapi = compareOpenApi(
    parse(readFileSync(released, 'utf8')),
    parse(readFileSync(join(ROOT, OPENAPI), 'utf8')),
  ).map(change => ({ package: BACKEND, ...change }));
  const changesets = breakingChangesets();
  return [...changes, ...openapi].map(change => ({
    ...change,
    told: changesets.some(
      ({ raised, words }) =>
        raised.includes(change.package) && names(words, change.name),
    ),
  }));
}
