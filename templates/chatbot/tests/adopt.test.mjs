import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adopt } from './adopt.mjs';

/*
 * Teams that replace documents and questions: five commands, no TypeScript, and the floors that the project promises. The figures are
 * printed.
 */

const SIX_MINUTES = 360;

function assertFloors(name, { total, hybrid }) {
  assert.ok(total < SIX_MINUTES, `${name} took ${total.toFixed(0)} s`);
  const { found, refused } = hybrid;
  assert.ok(
    found.right >= found.of * 0.9,
    `the right passage for ${found.right} of ${
      found.of
    }:\n${hybrid.failures.join('\n')}`,
  );
  assert.ok(refused.right >= refused.of * 0.9, hybrid.failures.join('\n'));
}

/** Words find half, and with vectors of English weights no more than one question is lost. */
function assertOtherLanguage(words, both) {
  assert.ok(words.right >= words.of / 2, `${words.right} of ${words.of}`);
  assert.ok(
    both.right >= words.right - 1,
    `words find ${words.right}, both ${both.right}`,
  );
}

test('a Markdown handbook of another house is adopted by five commands', async () => {
  assertFloors('library', await adopt('library'));
});

test('40 PDF, DOCX and HTML files in English and German are adopted by five commands', async () => {
  const result = await adopt('office', { keyword: true });
  assertFloors('office', result);
  const { hybrid, keyword } = result;
  const { right, of } = hybrid.topics['topic:english'];
  assert.ok(right >= of * 0.9, `${right} of ${of} in English`);
  assertOtherLanguage(
    keyword.topics['topic:german'],
    hybrid.topics['topic:german'],
  );
});

test('a product documentation of 3,000 pages is adopted by five commands, indexed before', async () => {
  assertFloors('products', await adopt('products', { isIndexedBefore: true }));
});

test('twelve Japanese passages keep their floor', async () => {
  const { hybrid, keyword } = await adopt('japanese', { keyword: true });
  assertOtherLanguage(keyword.found, hybrid.found);
});
