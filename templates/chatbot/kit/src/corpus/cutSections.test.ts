import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../text/digest.ts';
import { ChunkCutter } from './cutSections.ts';

const cut = (text: string, most = 200) =>
  new ChunkCutter(most).chunksOf(
    {
      title: 'Leave',
      sections: [{ anchor: 'annual-leave', headings: ['Annual leave'], text }],
      dropped: [],
      notices: [],
    },
    { document: 'leave.md', rights: 'internal' },
  );

test('makes one chunk of a section that fits, with a digest of what the model reads', async () => {
  assert.deepEqual(await cut('Thirty days.'), [
    {
      id: 'leave.md#annual-leave',
      document: 'leave.md',
      title: 'Leave: Annual leave',
      text: 'Thirty days.',
      digest: sha256('Leave: Annual leave\nThirty days.'),
      rights: 'internal',
    },
  ]);
});

test('cuts a long section at ends of sentences, numbers the parts, and loses nothing', async () => {
  const sentences = Array.from(
    { length: 40 },
    (_, index) => `Rule ${index} says what holds.`,
  );
  const chunks = await cut(sentences.join(' '));
  assert.deepEqual(
    chunks.map(({ id }) => id),
    chunks.map(
      (_, index) =>
        `leave.md#annual-leave${index === 0 ? '' : `~${index + 1}`}`,
    ),
  );
  for (const { text } of chunks) {
    assert.ok(text.length <= 200, `${text.length} characters`);
    assert.match(text, /^Rule .*holds\.$/s);
  }
  for (const sentence of sentences) {
    assert.ok(
      chunks.some(({ text }) => text.includes(sentence)),
      sentence,
    );
  }
});

test('cuts a text without blanks, and never within a character', async () => {
  for (const text of [
    '休暇の規則。'.repeat(200),
    '𠮷'.repeat(999),
    'x'.repeat(999),
  ]) {
    const chunks = await cut(text);
    assert.ok(chunks.length > 1);
    for (const chunk of chunks) {
      assert.ok(chunk.text.length <= 200);
      assert.doesNotMatch(chunk.text, /\p{Cs}/u);
    }
    assert.ok(
      chunks.reduce((sum, chunk) => sum + chunk.text.length, 0) >= text.length,
    );
  }
});

test('refuses a size that would cut within sentences', () => {
  for (const most of [0, 199, 300.5, Number.NaN]) {
    assert.throws(() => new ChunkCutter(most), RangeError);
  }
});
