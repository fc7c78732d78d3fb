import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeDocx, makePdf, paragraph, table } from '../fixtures/makeFiles.ts';
import { loadDocx } from './docx.ts';
import { loadHtml } from './html.ts';
import type { Loader } from './Loader.ts';
import { loadPdf } from './pdf.ts';
import { loadText } from './text.ts';

const load = (loader: Loader, bytes: Uint8Array | string) =>
  loader({
    document: 'a',
    bytes: Buffer.from(bytes as Uint8Array),
    fallbackEncoding: 'windows-1252',
  });

test("reads a page's main part with the headings in its header, and says what stands beside it", async () => {
  const page = await load(
    loadHtml,
    '<title>Visitors | Site</title><nav>Home</nav><p>Banner</p><main><nav>Path</nav><header><h1>Visitors</h1></header>' +
      '<p>Guests sign&shy;  in &amp; wait.</p><aside>Bring a badge.</aside><script>run()</script></main><footer>Imprint</footer>',
  );
  assert.equal(page.title, 'Visitors');
  assert.deepEqual(
    page.sections.map(({ anchor, text }) => [anchor, text]),
    [['visitors', 'Guests sign in & wait.\n\nBring a badge.']],
  );
  assert.deepEqual(
    page.notices.map(({ code, message }) => [code, message]),
    [['outside-main', "6 characters beside the page's main part are not read"]],
  );
});

test('reads articles, else the body without what is around it', async () => {
  const articles = await load(
    loadHtml,
    '<article><h2>A</h2><p>One.</p></article><article><h2>B</h2><p>Two.</p></article>',
  );
  assert.deepEqual(
    articles.sections.map(({ anchor }) => anchor),
    ['a', 'b'],
  );
  const body = await load(
    loadHtml,
    '<title>T</title><header>Logo</header><p>Text.</p><aside>Ads</aside>',
  );
  assert.equal(body.title, 'T');
  assert.deepEqual(
    body.sections.map(({ text }) => text),
    ['Text.'],
  );
});

test('reads a page in the encoding that it declares', async () => {
  const { sections, notices } = await load(
    loadHtml,
    Buffer.concat([
      Buffer.from('<meta charset="shift_jis"><p>'),
      Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
    ]),
  );
  assert.equal(sections[0]?.text, '日本');
  assert.deepEqual(notices, []);
});

test('reads a PDF file page by page, and tells a scan from a blank page', async () => {
  const loaded = await load(
    loadPdf,
    makePdf(
      [
        ['Der Urlaub betr\xe4gt drei\xdfig Arbeits-', 'tage im Jahr.'],
        'scan',
        'blank',
        [
          'Rooms',
          'The desk (room 4) is open.',
          'Bring to the desk, whoever you may be',
          '- a card',
          'Nothing else',
        ],
      ],
      'Handbuch',
    ),
  );
  assert.equal(loaded.title, 'Handbuch');
  assert.deepEqual(loaded.sections, [
    {
      anchor: 'page=1',
      headings: [],
      text: 'Der Urlaub beträgt dreißig Arbeitstage im Jahr.',
      page: 1,
    },
    {
      anchor: 'page=4',
      headings: [],
      text: 'Rooms\nThe desk (room 4) is open.\nBring to the desk, whoever you may be\n- a card\nNothing else',
      page: 4,
    },
  ]);
  assert.deepEqual(
    loaded.dropped.map(({ part, reason, share }) => [part, reason, share]),
    [['page=2', 'no-text', 0.25]],
  );
  assert.deepEqual(
    loaded.notices.map(({ part, code }) => [part, code]),
    [['page=3', 'blank-page']],
  );
});

test('refuses a scan, and what is no PDF file', async () => {
  await assert.rejects(load(loadPdf, makePdf(['scan', 'scan'])), {
    reason: 'no-text',
  });
  await assert.rejects(load(loadPdf, 'no PDF'), { reason: 'broken' });
  await assert.rejects(load(loadPdf, makePdf([['Text.']]).subarray(0, 150)), {
    reason: 'broken',
  });
});

test('reads a Word document by its title, headings and tables', async () => {
  const loaded = await load(
    loadDocx,
    makeDocx(
      paragraph('Reisen', 'S0') +
        paragraph('Für alle.') +
        paragraph('Größe zählt', 'S1') +
        paragraph('Züge gehen vor.') +
        paragraph('Grenzen', 'S2') +
        table([
          ['Stadt', 'Grenze'],
          ['Köln', '120'],
          ['Rom', '150'],
        ]),
    ),
  );
  assert.equal(loaded.title, 'Reisen');
  assert.deepEqual(
    loaded.sections.map(({ anchor, headings, text }) => [
      anchor,
      headings,
      text,
    ]),
    [
      [undefined, [], 'Für alle.'],
      ['größe-zählt', ['Größe zählt'], 'Züge gehen vor.'],
      [
        'grenzen',
        ['Größe zählt', 'Grenzen'],
        'Stadt: Köln, Grenze: 120\nStadt: Rom, Grenze: 150',
      ],
    ],
  );
});

test('refuses what is no Word document, or has a password', async () => {
  await assert.rejects(load(loadDocx, 'no DOCX'), { reason: 'broken' });
  await assert.rejects(
    load(loadDocx, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])),
    { reason: 'encrypted' },
  );
});

test('refuses a Word document that unpacks to more than a book before it is unpacked', async () => {
  const bomb = makeDocx(paragraph('Text.'));
  const entry = bomb.lastIndexOf('PK\x01\x02');
  bomb.writeUInt32LE(300 * 1024 * 1024, entry + 24);
  await assert.rejects(load(loadDocx, bomb), { reason: 'too-large' });
});

test('keeps the lines of a plain text', async () => {
  const { sections } = await load(loadText, 'One  \r\ntwo\n\n\n\nthree\n');
  assert.deepEqual(sections, [{ headings: [], text: 'One\ntwo\n\nthree' }]);
});
