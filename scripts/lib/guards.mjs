import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './paths.mjs';

const THREAT_MODEL = 'docs/threat-model.md';
const FOLDER = 'scripts/guards';

/**
 * Guards and the tests that hold them, from `scripts/guards`. A guard is
 * `{ test, title, file, search, replace, also?, onPostgres? }`: with `search` replaced in `file`, the test `title` in `test` has to
 * fail. `also` names others that stand behind it and are removed with it; `onPostgres` is set where the test runs there alone.
 */
export async function loadGuards() {
  const guards = [];
  for (const name of readdirSync(join(ROOT, FOLDER)).sort()) {
    const module = await import(pathToFileURL(join(ROOT, FOLDER, name)));
    guards.push(...module.guards);
  }
  return guards;
}

/** Rows of the threat model's table, each with the tests that it names. */
export function readThreats(text = read(THREAT_MODEL)) {
  return text
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| (who|-+) \|/.test(line))
    .map(line => ({ line, tests: namedTests(line) }));
}

/** Tests that a text names, as `file` · "title". */
export function namedTests(text) {
  return [...text.matchAll(/`([^`]+\.test\.\w+)` · "([^"]+)"/g)].map(
    ([, test, title]) => ({ test, title }),
  );
}

/** What is wrong with a test that is named: undefined where its file has a test of this title. */
export function problemOfTest({ test, title }) {
  if (!existsSync(join(ROOT, test))) {
    return `${test} does not exist`;
  }
  // After the test's own keyword: a title that is only mentioned runs nothing.
  const isThere = new RegExp(
    `(\\b(it|test)\\(|\\)\\() ?(['"\`])${title.replace(
      /[.*+?^${}()|[\]\\]/g,
      '\\$&',
    )}\\3`,
  ).test(read(test).replace(/\s+/g, ' '));
  return isThere ? undefined : `${test} has no test "${title}"`;
}

/** What is wrong with a guard: undefined where its file has the text once, and another one in its place. */
export function problemOfGuard({ also = [], ...guard }) {
  return [guard, ...also.map(one => ({ ...one, title: guard.title }))]
    .map(problemOfChange)
    .find(Boolean);
}

function problemOfChange({ title, file, search, replace }) {
  if (!existsSync(join(ROOT, file))) {
    return `${file} does not exist (guard of "${title}")`;
  }
  const found = read(file).split(search).length - 1;
  if (found !== 1) {
    return `${file} has ${found} times, not once: ${search} (guard of "${title}")`;
  }
  return search === replace ? `"${title}" changes nothing` : undefined;
}

/** Whether a guard is held by a test. */
export const isHeldBy = (guard, { test, title }) =>
  guard.test === test && guard.title === title;

function read(path) {
  return readFileSync(join(ROOT, path), 'utf8');
}
