import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './paths.mjs';

/** Pages that say what the portal does, and where that part of them ends. */
const PAGES = { 'README.md': '## Try it', 'docs/index.md': undefined };

/** What a page claims: each item of its lists, and each paragraph but the one that says what it is about. */
function claimsOf(text) {
  const [, ...paragraphs] = text
    .replace(/```[^]*?```/g, '')
    .split(/\n{2,}/)
    .map(block => block.trim())
    .filter(block => block && !/^(#|\||!\[)/.test(block));
  return paragraphs
    .flatMap(block => block.split(/\n(?=- )/))
    .filter(block => !block.endsWith(':'));
}

/** Why a claim is not borne out; undefined for one that is planned or has a test. */
function problemOf(claim) {
  if (/_planned_/.test(claim)) {
    return undefined;
  }
  const tests = [...claim.matchAll(/`([^`]+)` · "([^"]+)"/g)];
  if (!/<!-- .* -->$/.test(claim) || tests.length === 0) {
    return `no test, and not planned: ${claim}`;
  }
  return tests
    .map(([, file, title]) => {
      if (!existsSync(join(ROOT, file))) {
        return `${file} does not exist`;
      }
      const source = readFileSync(join(ROOT, file), 'utf8');
      // After a test's keyword, or first in a row of a table of tests.
      return new RegExp(
        `(\\b(it|test)\\(|\\)\\(|\\[)\\s*(['"\`])${title.replace(
          /[.*+?^${}()|[\]\\]/g,
          '\\$&',
        )}\\3`,
      ).test(source)
        ? undefined
        : `${file} has no test "${title}"`;
    })
    .find(Boolean);
}

describe('claims', () => {
  for (const [page, end] of Object.entries(PAGES)) {
    it(`of ${page} each have a test, or are planned`, () => {
      const text = readFileSync(join(ROOT, page), 'utf8');
      const claims = claimsOf(end ? text.split(end)[0] : text);
      assert.ok(claims.length > 5);
      assert.deepEqual(claims.map(problemOf).filter(Boolean), []);
    });
  }

  it('are found in lists and paragraphs, and not in tables and pictures', () => {
    const page =
      '# A\n\nWhat it is.\n\nIt does:\n\n- One.\n- Two. _planned_\n\n| a |\n\n![b](c)\n\nThree.\n';
    assert.deepEqual(claimsOf(page), ['- One.', '- Two. _planned_', 'Three.']);
  });

  it('without a test, or with one that there is not, are problems', () => {
    assert.match(problemOf('- It flies.'), /no test/);
    assert.match(problemOf('- It flies. <!-- soon -->'), /no test/);
    const there = '`scripts/lib/claims.test.mjs` · ';
    assert.match(
      problemOf(`- It flies. <!-- ${there}"flies" -->`),
      /has no test/,
    );
    assert.match(problemOf('- It flies. <!-- `x.ts` · "y" -->'), /not exist/);
    const title =
      'are found in lists and paragraphs, and not in tables and pictures';
    assert.equal(
      problemOf(`- It reads. <!-- ${there}"${title}" -->`),
      undefined,
    );
  });
});
