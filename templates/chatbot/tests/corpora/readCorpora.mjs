import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  makeDocx,
  makePdf,
  paragraph,
} from '../../kit/src/corpus/fixtures/makeFiles.ts';
import { productPages, productQuestions } from './products.mjs';

/*
 * Corpora of other teams: none of their texts or questions was used to set a weight or a threshold of the kit. Questions were
 * written before the bot was asked any.
 */

const here = import.meta.dirname;

/** The corpora, each with what its team would fill in. */
export const CORPORA = {
  library: {
    title: 'Library staff bot',
    audience: 'staff of the library',
    languages: ['en'],
    write: folder =>
      cpSync(join(here, 'library/documents'), folder, { recursive: true }),
    questions: () => readLines('library/questions.jsonl'),
  },
  office: {
    title: 'Bicycle works bot',
    audience: 'customers and employees',
    languages: ['en', 'de'],
    write: writeOffice,
    questions: () => readLines('office/questions.jsonl'),
  },
  products: {
    title: 'Product documentation bot',
    audience: 'customers',
    languages: ['en'],
    write: folder =>
      productPages().forEach(({ path, text }) => put(join(folder, path), text)),
    questions: productQuestions,
  },
  japanese: {
    title: '図書館の案内',
    audience: '利用者',
    languages: ['ja'],
    write: folder =>
      cpSync(join(here, 'japanese/documents'), folder, { recursive: true }),
    questions: () => readLines('japanese/questions.jsonl'),
  },
};

function readLines(path) {
  return readFileSync(join(here, path), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

/** Makes 40 PDF, DOCX and HTML files of plain texts: `== path | title`, then headings with `#`. */
function writeOffice(folder) {
  const documents = readFileSync(join(here, 'office/texts.txt'), 'utf8')
    .split(/^== /m)
    .slice(1);
  for (const document of documents) {
    const [head, ...rest] = document.trimEnd().split('\n');
    const [path, title] = head.split(' | ');
    const sections = rest
      .join('\n')
      .split(/^# /m)
      .slice(1)
      .map(section => section.trimEnd().split('\n'))
      .map(([heading, ...lines]) => ({ heading, text: lines.join(' ') }));
    put(join(folder, path), MAKERS[path.split('.').at(-1)](title, sections));
  }
}

const MAKERS = {
  pdf: (title, sections) =>
    makePdf(
      sections.map(({ heading, text }) => [heading, '', ...wrapped(text)]),
      title,
    ),
  docx: (title, sections) =>
    makeDocx(
      [
        paragraph(title, 'S0'),
        ...sections.flatMap(({ heading, text }) => [
          paragraph(heading, 'S1'),
          paragraph(text),
        ]),
      ].join(''),
    ),
  html: (title, sections) =>
    `<!doctype html><html><head><title>${title}</title><style>p{margin:0}</style></head><body><nav><a href="/">Start</a></nav><main><h1>${title}</h1>${sections
      .map(({ heading, text }) => `<h2>${heading}</h2><p>${text}</p>`)
      .join('')}</main><footer>Imprint</footer></body></html>`,
};

/** Lines as wide as a page has them. */
function wrapped(text, width = 80) {
  return text.split(' ').reduce((lines, word) => {
    const last = lines.at(-1);
    return last !== undefined && last.length + word.length < width
      ? [...lines.slice(0, -1), `${last} ${word}`]
      : [...lines, word];
  }, []);
}

function put(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
