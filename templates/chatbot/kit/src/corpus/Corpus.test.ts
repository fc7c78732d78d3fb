import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertDroppedWithin, droppedShare } from './Corpus.ts';
import type { Corpus, Dropped } from './Corpus.ts';
import type { Chunk } from './Chunk.ts';
import { assertSnapshot, snapshotLines, snapshotOf } from './snapshot.ts';

const chunk = (id: string, more: Partial<Chunk> = {}): Chunk => ({
  id,
  document: 'a.md',
  title: 'A',
  text: 'Text.',
  digest: 'd'.repeat(64),
  ...more,
});

const corpus = (documents: number, dropped: Dropped[]): Corpus => ({
  chunks: documents === 0 ? [] : [chunk('a.md')],
  documents: Array.from({ length: documents }, (_, index) => ({
    document: `${index}.md`,
    bytes: 1,
    characters: 1,
    chunks: 1,
  })),
  dropped,
  notices: [],
  snapshot: snapshotOf([]),
});

const broken = (document: string): Dropped => ({
  document,
  reason: 'broken',
  message: 'is no PDF file',
  share: 1,
});

test('allows one document in twenty to be dropped, and not one in nineteen', () => {
  assertDroppedWithin(corpus(19, [broken('x.pdf')]));
  assert.throws(() => assertDroppedWithin(corpus(18, [broken('x.pdf')])), {
    message:
      '5.3 % of the documents cannot be found by a question, and 5 % is allowed. ' +
      'Repair them, exclude them by name, or raise the bound.\n  x.pdf: broken: is no PDF file',
  });
});

test('names the first ten dropped documents and the number of the others', () => {
  const dropped = Array.from({ length: 12 }, (_, index) =>
    broken(`${index}.pdf`),
  );
  assert.throws(
    () => assertDroppedWithin(corpus(1, dropped)),
    ({ message }: Error) =>
      message.includes('\n  9.pdf: ') &&
      !message.includes('10.pdf') &&
      message.endsWith('\n  and 2 more'),
  );
});

test('counts lost pages as a part of their document, and pictures and hidden files not at all', () => {
  const page: Dropped = {
    ...broken('a.pdf'),
    part: 'page=2',
    reason: 'no-text',
    share: 0.25,
  };
  assert.equal(droppedShare(corpus(4, [page])), 0.0625);
  assert.equal(
    droppedShare(
      corpus(1, [
        { ...broken('a.png'), reason: 'no-document' },
        { ...broken('.git/'), reason: 'hidden' },
        { ...broken('old.md'), reason: 'excluded' },
      ]),
    ),
    0,
  );
});

test('refuses documents without any text, whatever the bound', () => {
  assert.throws(() => assertDroppedWithin(corpus(0, []), 1), {
    message: 'No text was found in the documents.',
  });
});

test('takes the digest of a snapshot over sorted lines of ids, digests and groups', () => {
  const chunks = [
    chunk('b.md#x'),
    chunk('b.md', { groups: ['board', 'hr'] }),
    chunk('B.md', { digest: 'e'.repeat(64), rights: 'internal' }),
  ];
  assert.deepEqual(snapshotLines(chunks), [
    `B.md\t${'e'.repeat(64)}`,
    `b.md\t${'d'.repeat(64)}\t["board","hr"]`,
    `b.md#x\t${'d'.repeat(64)}`,
  ]);
  const { digest, count } = snapshotOf(chunks);
  assert.equal(count, 3);
  assert.equal(snapshotOf(chunks.toReversed()).digest, digest);
  assert.equal(
    digest,
    '69a7254d1b555944ce4ab41957fbe87e56e0b0a49316836dac5e15dc943251da',
  );
  for (const other of [
    chunks.slice(1),
    chunks.map(each => ({ ...each, id: `${each.id}2` })),
    chunks.map(each => ({ ...each, digest: 'f'.repeat(64) })),
    chunks.map(each => ({ ...each, groups: undefined })),
  ]) {
    assert.notEqual(snapshotOf(other).digest, digest);
  }
});

test('refuses documents of another snapshot than the one that is named', () => {
  const snapshot = snapshotOf([chunk('a.md')]);
  assertSnapshot({ snapshot }, snapshot.digest);
  assertSnapshot({ snapshot }, `sha256:${snapshot.digest}`);
  const other = snapshotOf([chunk('b.md')]).digest;
  assert.throws(() => assertSnapshot({ snapshot }, other), {
    message:
      `The documents are not those that were approved: their snapshot is ${snapshot.digest} ` +
      `(1 chunks), and ${other} is expected.`,
  });
});
