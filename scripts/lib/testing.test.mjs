import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './paths.mjs';

/** What has to be survived. Each needs a row in docs/testing.md. */
const LINES = [
  'unknown chatbot',
  "foreign chatbot's token",
  'version with another digest',
  'evaluation for an unknown version',
  'NaN or out-of-range metric',
  '10 MB body',
  'unknown fields',
  'broken policy file',
  'expired permit',
  'the pipeline requests and its committer approves',
  'a committer that maps to no user',
  'two reviewers at the same moment',
  'backend killed between write and answer',
  'scaffolder killed within an action',
  'a transaction held open for five seconds',
  'catalog down while reports arrive or a decision is made',
  'a second use',
  'another digest',
  'an expired approval',
  'a commit under another name, pushed by a reviewer',
  "a commit under the login of the policy's machine",
  'a co-author of squashed commits',
  'decisions written by SQL',
  'few samples that are all alike',
  'tests of a deployment that was replaced',
  'a deployment closed by somebody without the right',
  'two replicas that project one chatbot',
  'decisions of others, or on something else',
  'a copied or edited event',
  'a decision that was taken back, by SQL',
  'a promotion that ended, brought back by SQL',
  'rules and requesters written by SQL',
  'scores edited or moved by SQL',
  'a permit written by SQL',
  'a policy written by SQL',
  'rows written by SQL that nothing counts',
  'what a decision rests on, by SQL',
  'an expiry or a void caused by SQL',
  'a consumption written by SQL',
  'a webhook that leads elsewhere',
  'personal data in what leaves',
  'a receiver that is dead or gone',
  'two replicas that start one workflow',
  'a workflow asked for by SQL',
  'a workflow of what ended meanwhile',
  'a run that is linked elsewhere',
  'two replicas that deliver to one receiver',
  'a replica killed while it delivers',
  'an answer of an outside system, forged or deleted',
  'a signer that hangs or lies',
  'a permit whose facts change while it is signed',
  'an anchor that contradicts the log',
  'a body that is too large or too deep',
  'a body of somebody without credentials',
  'a body of another kind',
  'identity tokens in great number or size',
  'a run that a stranger causes',
  'a run of what nobody reviewed',
  'an origin changed by SQL',
  'a check that nobody registered, or that fails',
  'a sink that fails',
];

const page = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');
/** These name tests by what holds, in tables of another form. */
const BY_WHAT_HOLDS =
  /\n## (?:True on every page|A bot that a team makes its own|A gate that sees)\n[^]*?(?=\n## |$)/g;

const rows = page
  .replace(BY_WHAT_HOLDS, '')
  .split('\n')
  .filter(row => /^\| .*`[^`]+\.test\.m?tsx?`/.test(row))
  .map(row => {
    const [line, file, title, guard] = row
      .slice(1, -1)
      .split(' | ')
      .map(cell => cell.trim());
    return { line, file: file.slice(1, -1), title, guard };
  });

function assertTest(file, title) {
  const path = join(ROOT, file);
  assert.ok(existsSync(path), `${file} does not exist`);
  // As it stands after the test's own keyword: a title that is only mentioned runs nothing.
  const source = readFileSync(path, 'utf8').replace(/\s+/g, ' ');
  assert.match(
    source,
    new RegExp(
      `(\\b(?:it|test)\\(|\\)\\() ?['"\`]${title.replace(
        /[.*+?^${}()|[\]\\]/g,
        '\\$&',
      )}['"\`]`,
    ),
    `${file} has no test '${title}'`,
  );
}

for (const line of LINES) {
  test(`a test holds: ${line}`, () => {
    const own = rows.filter(row => row.line === line);
    assert.ok(own.length > 0, 'docs/testing.md has no row for it');
    for (const { file, title, guard } of own) {
      assertTest(file, title);
      assert.ok(guard, 'the row names no guard');
    }
  });
}

test('docs/testing.md has no other line', () => {
  const known = new Set(LINES);
  assert.deepEqual(
    rows.map(({ line }) => line).filter(line => !known.has(line)),
    [],
  );
});

test('each test that is named by what holds exists', () => {
  const sections = page.match(BY_WHAT_HOLDS) ?? [];
  assert.equal(sections.length, 3);
  for (const [, file, titles] of sections
    .join('')
    .matchAll(
      /`([^`\s]+\.test\.(?:m?tsx?|mjs))` · ("[^"|]+"(?:, "[^"|]+")*)/g,
    )) {
    for (const [, title] of titles.matchAll(/"([^"]+)"/g)) {
      assertTest(file, title);
    }
  }
});
