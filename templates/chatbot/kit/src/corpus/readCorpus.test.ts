import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Corpus } from './Corpus.ts';
import {
  makeDocx,
  makePdf,
  paragraph,
  withFolder,
} from './fixtures/makeFiles.ts';
import { LOADERS } from './loaders/index.ts';
import type { Loader } from './loaders/Loader.ts';
import { loadMarkdown } from './loaders/markdown.ts';
import { readCorpus } from './readCorpus.ts';
import { findFiles } from './walk.ts';

const HANDBOOK = join(import.meta.dirname, 'fixtures/handbook');

const reasons = ({ dropped }: Corpus) =>
  Object.fromEntries(dropped.map(({ document, reason }) => [document, reason]));

const ids = ({ chunks }: Corpus) => chunks.map(({ id }) => id);

test('finds every word of an ordinary folder in a chunk again', async () => {
  const corpus = await readCorpus({ folder: HANDBOOK });
  assert.deepEqual(reasons(corpus), {});
  const { files } = await findFiles(HANDBOOK);
  let wordsIn = 0;
  let charactersIn = 0;
  let charactersOut = 0;
  for (const { document, path } of files) {
    const text = (await readFile(path, 'utf8'))
      .replace(/^---\n.*?\n---\n/s, '')
      .replace(/\]\([^)]*\)|<\/?\w+>|^```\w*|\[x\]/gm, ' ');
    const own = corpus.chunks.filter(chunk => chunk.document === document);
    const left = countWords(
      own.map(({ title, text: found }) => `${title} ${found}`).join(' '),
    );
    for (const [word, count] of countWords(text)) {
      assert.ok((left.get(word) ?? 0) >= count, `${document}: ${word} is lost`);
      wordsIn += count;
      charactersIn += count * word.length;
      charactersOut += Math.min(count, left.get(word) ?? 0) * word.length;
    }
  }
  assert.ok(wordsIn > 140, `${wordsIn} words are too few to say anything`);
  assert.equal(charactersOut, charactersIn);
});

test('gives sections the ids that datasets name, in sub-folders too', async () => {
  assert.deepEqual(ids(await readCorpus({ folder: HANDBOOK })), [
    'desk/hours.md',
    'desk/hours.md#evenings',
    'desk/hours.md#keys',
    'loans.md#borrowing',
    'loans.md#how-long',
    'loans.md#renewing-by-telephone',
    'notes.md',
    'notes.md#setup',
    'notes.md#setup-1',
    'notes.md#überfällig--gemahnt',
  ]);
});

test('gives the fixture documents the ids that their datasets name', async () => {
  const fixture = join(import.meta.dirname, '../../fixture');
  const found = new Set(
    ids(await readCorpus({ folder: join(fixture, 'data/documents') })),
  );
  const lines = (
    await readFile(join(fixture, 'evals/datasets/golden/v1.jsonl'), 'utf8')
  )
    .trim()
    .split('\n');
  const named = lines.flatMap(
    line => (JSON.parse(line) as { sources?: string[] }).sources ?? [],
  );
  assert.ok(named.length > 30);
  assert.deepEqual(
    named.filter(id => !found.has(id)),
    [],
  );
});

test('reads what a folder holds of every kind, and lists with a reason what it does not read', async () => {
  await withFolder(
    {
      'a.md': 'Text.',
      'b.html': '<p>Text.</p>',
      'c.txt': Buffer.from('Größe', 'latin1'),
      'd.pdf': makePdf([['Text.'], 'scan']),
      'e.docx': makeDocx(paragraph('Text.')),
      'f.rst': 'Text\n====',
      'broken.pdf': 'no PDF',
      'scan.pdf': makePdf(['scan']),
      'empty.md': '',
      'blank.txt': ' \n',
      'headings.md': '# A\n\n## B\n',
      'large.txt': 'x'.repeat(5001),
      'lfs.pdf':
        'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
      'picture.png': 'x',
      'slides.pptx': 'x',
      README: 'x',
      'text.txt': Buffer.from([0x50, 0, 0, 1]),
      '.hidden/a.md': 'x',
      'node_modules/a/b.md': 'x',
      'old/a.md': 'x',
      'drafts/a.md': 'x',
      'bell\u0007.md': 'x',
    },
    async folder => {
      const corpus = await readCorpus({
        folder,
        maxFileBytes: 5000,
        exclude: ['old/**', 'drafts/'],
      });
      assert.deepEqual(ids(corpus), [
        'a.md',
        'b.html',
        'c.txt',
        'd.pdf#page=1',
        'e.docx',
        'f.rst',
      ]);
      assert.deepEqual(reasons(corpus), {
        '.hidden/': 'hidden',
        README: 'unknown-type',
        'bell?.md': 'name',
        'blank.txt': 'empty',
        'broken.pdf': 'broken',
        'drafts/': 'excluded',
        'd.pdf': 'no-text',
        'empty.md': 'empty',
        'headings.md': 'empty',
        'large.txt': 'too-large',
        'lfs.pdf': 'lfs-pointer',
        'node_modules/': 'hidden',
        'old/a.md': 'excluded',
        'picture.png': 'no-document',
        'scan.pdf': 'no-text',
        'slides.pptx': 'unknown-type',
        'text.txt': 'binary',
      });
      assert.deepEqual(
        corpus.notices.map(({ document, code }) => [document, code]),
        [
          ['c.txt', 'fallback-encoding'],
          ['f.rst', 'read-as-plain-text'],
          ['headings.md', 'heading-without-text'],
        ],
      );
    },
  );
});

test('follows no link: a document out of the folder, or at a second place, is not read', async () => {
  await withFolder(
    { 'out/secret.md': 'Secret.', 'in/hr/pay.md': 'Pay.' },
    async base => {
      const folder = join(base, 'in');
      await symlink(join(base, 'out/secret.md'), join(folder, 'a.md'));
      await symlink(join(base, 'out'), join(folder, 'b'));
      await symlink('hr/pay.md', join(folder, 'c.md'));
      await symlink('nowhere.md', join(folder, 'd.md'));
      const corpus = await readCorpus({ folder });
      assert.deepEqual(ids(corpus), ['hr/pay.md']);
      assert.deepEqual(reasons(corpus), {
        'a.md': 'link',
        b: 'link',
        'd.md': 'link',
      });
      assert.deepEqual(
        corpus.notices.map(({ message }) => message),
        ['is a link to hr/pay.md, which is read at its own place'],
      );
    },
  );
});

test('gives equal documents an equal snapshot, whatever their order, times, line ends and marks', async () => {
  const texts = { 'u\u0308.md': 'Ü\nb', 'B.md': '# X\n\n## y\n\nz' };
  await withFolder(texts, async one => {
    await withFolder({}, async two => {
      await writeFile(join(two, 'B.md'), '\ufeff# X\r\n\r\n## y\r\n\r\nz');
      await writeFile(join(two, 'ü.md'), 'U\u0308\nb');
      await utimes(join(two, 'B.md'), 1, 1);
      const { snapshot } = await readCorpus({ folder: one });
      assert.deepEqual((await readCorpus({ folder: two })).snapshot, snapshot);
      await writeFile(join(two, 'B.md'), '# X\n\n## y\n\nz!');
      assert.notEqual(
        (await readCorpus({ folder: two })).snapshot.digest,
        snapshot.digest,
      );
    });
  });
});

test('drops the second of two files whose names are one in normal form', async () => {
  await withFolder({ 'ü.md': 'One.', 'u\u0308.md': 'Two.' }, async folder => {
    const corpus = await readCorpus({ folder });
    assert.equal(corpus.chunks.length, 1);
    assert.deepEqual(reasons(corpus), { 'ü.md': 'name' });
  });
});

test('parses each of 3,000 pages once, and works on no more than they hold', async () => {
  const parsed = new Map<string, number>();
  let characters = 0;
  const counting: Loader = async file => {
    parsed.set(file.document, (parsed.get(file.document) ?? 0) + 1);
    characters += file.bytes.length;
    return loadMarkdown(file);
  };
  await withFolder({}, async folder => {
    await mkdir(join(folder, 'guide'));
    let written = 0;
    for (let page = 0; page < 3000; page += 1) {
      const text = `# Part ${page}\n\nAbout ${page}.\n\n## Install\n\nRun step ${page}.\n\n## Use\n\nPress ${page}.\n`;
      written += text.length;
      await writeFile(join(folder, `guide/${page}.md`), text);
    }
    const corpus = await readCorpus({ folder, loaders: { md: counting } });
    assert.equal(corpus.chunks.length, 9000);
    assert.equal(corpus.snapshot.count, 9000);
    assert.equal(parsed.size, 3000);
    assert.ok([...parsed.values()].every(count => count === 1));
    assert.equal(characters, written);
  });
});

test('says how far it is, and stops between two files', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  await assert.rejects(
    readCorpus({
      folder: HANDBOOK,
      signal: stop.signal,
      onDocument: ({ document, done, total }) => {
        seen.push(`${document} ${done}/${total}`);
        stop.abort();
      },
    }),
    { name: 'AbortError' },
  );
  assert.deepEqual(seen, ['desk/hours.md 1/3']);
});

test('refuses a folder or an encoding that is not there, and lists a loader that fails', async () => {
  await assert.rejects(readCorpus({ folder: join(HANDBOOK, 'nowhere') }), {
    message: `There is no folder of documents at ${join(HANDBOOK, 'nowhere')}.`,
  });
  await assert.rejects(readCorpus({ folder: join(HANDBOOK, 'notes.md') }));
  await assert.rejects(
    readCorpus({ folder: HANDBOOK, fallbackEncoding: 'klingon' }),
    /klingon is no encoding/,
  );
  const failing: Loader = async file => {
    const loaded = await (LOADERS.md as Loader)(file);
    return file.document === 'notes.md'
      ? { ...loaded, sections: [...loaded.sections, ...loaded.sections] }
      : Promise.reject(new TypeError('no memory'));
  };
  const corpus = await readCorpus({
    folder: HANDBOOK,
    loaders: { md: failing },
  });
  assert.deepEqual(ids(corpus), []);
  assert.deepEqual(
    corpus.dropped.map(({ message }) => message),
    [
      "can't be read: no memory",
      "can't be read: no memory",
      'gives the id notes.md twice',
    ],
  );
});

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
