import { getDocumentProxy, getMeta, getResolvedPDFJS } from 'unpdf';
import { cutText } from '../../text/cutText.ts';
import { normalized } from '../decodeText.ts';
import { DocumentRefused } from './Loader.ts';
import type { LoadedDocument, LoadedSection, Loader } from './Loader.ts';
import { unseenNotices } from './text.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

const LONGEST_TITLE = 200;
/** How much of the longest line a line fills that goes on in the next. */
const FULL_LINE = 0.75;
/** What an item of a list begins with. */
const ITEM = /^(?:[•‣▪◦*–-]|\d{1,3}[.)])\s/;
/** Titles that a program wrote in, and no author. */
const NO_TITLE = /^(?:microsoft word\b.*|untitled.*|.*\.(?:docx?|odt|pdf))$/i;

/**
 * Reads a PDF file page by page, so that an answer can cite `#page=2`. Headings and columns are not told apart; what is a picture of
 * text is listed as dropped.
 */
export const loadPdf: Loader = async ({ bytes }) => {
  const pdf = await open(bytes);
  try {
    const sections: LoadedSection[] = [];
    const dropped: LoadedDocument['dropped'] = [];
    const notices: LoadedDocument['notices'] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const part = `page=${number}`;
      const page = await pdf.getPage(number);
      const text = joinedLines(normalized(await pageText(page)));
      if (text !== '') {
        sections.push({ anchor: part, headings: [], text, page: number });
        notices.push(
          ...unseenNotices(text).map(notice => ({ part, ...notice })),
        );
      } else if (await isBlank(page)) {
        notices.push({ part, code: 'blank-page', message: 'nothing is on it' });
      } else {
        dropped.push({
          part,
          reason: 'no-text',
          message: 'has no text: a scan needs text recognition first',
          share: 1 / pdf.numPages,
        });
      }
      page.cleanup();
    }
    if (sections.length === 0 && dropped.length > 0) {
      throw new DocumentRefused(
        'no-text',
        'has no text on any page: a scan needs text recognition first',
      );
    }
    return { title: await titleOf(pdf), sections, dropped, notices };
  } finally {
    await pdf.loadingTask.destroy();
  }
};

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    // A copy, since pdf.js takes the memory over; its warnings would go to the console.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  } catch (cause) {
    const { name, message } = cause as Error;
    throw name === 'PasswordException'
      ? new DocumentRefused('encrypted', 'needs a password', { cause })
      : new DocumentRefused('broken', `is no PDF file: ${message}`, { cause });
  }
}

async function pageText(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  return items
    .map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
    .join('');
}

/** A page without text on which nothing is drawn either loses nothing. */
async function isBlank(page: Page): Promise<boolean> {
  const { OPS } = await getResolvedPDFJS();
  const drawing = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.constructPath,
    OPS.shadingFill,
    OPS.showText,
  ]);
  const { fnArray } = await page.getOperatorList();
  return !fnArray.some(operator => drawing.has(operator));
}

/**
 * Makes sentences whole that the page's width has broken: a line that fills the width, or whose next begins with a small letter, goes
 * on; a hyphen between small letters is taken out.
 */
function joinedLines(text: string): string {
  const lines = text.split('\n').map(line => line.replace(/\s+/g, ' ').trim());
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  let joined = '';
  let before = '';
  for (const line of lines.filter(each => each !== '')) {
    if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)) {
      joined = joined.slice(0, -1) + line;
    } else {
      joined += before === '' ? line : gap(before, line, width) + line;
    }
    before = line;
  }
  return joined;
}

function gap(before: string, line: string, width: number): string {
  const goesOn =
    /^\p{Ll}/u.test(line) ||
    /,$/.test(before) ||
    (!ITEM.test(line) &&
      before.length >= width * FULL_LINE &&
      !/[.!?:。！？]$/u.test(before));
  if (!goesOn) {
    return '\n';
  }
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}、]$/u.test(before)
    ? ''
    : ' ';
}

async function titleOf(pdf: Pdf): Promise<string | undefined> {
  const { info } = await getMeta(pdf).catch(() => ({ info: undefined }));
  const title = (info as { Title?: unknown } | undefined)?.Title;
  const text =
    typeof title === 'string'
      ? normalized(title).replace(/\s+/g, ' ').trim()
      : '';
  return text === '' || NO_TITLE.test(text)
    ? undefined
    : cutText(text, LONGEST_TITLE);
}
