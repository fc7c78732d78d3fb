import mammoth from 'mammoth';
import { toString } from 'mdast-util-to-string';
import { normalized } from '../decodeText.ts';
import { htmlBlocks } from './htmlBlocks.ts';
import { DocumentRefused } from './Loader.ts';
import type { LoadedDocument, Loader } from './Loader.ts';
import { sectionsOf } from './sections.ts';
import { unseenNotices } from './text.ts';

/** First bytes of the container that an encrypted DOCX file, and any file of old versions of Word, is in. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** A ZIP file of 20 MB may unpack to 20 GB; a book with pictures stays below this. */
const MOST_UNPACKED = 200 * 1024 * 1024;
const MESSAGES = 5;
/** What Word calls the title stands above all headings, also those of the first level. */
const TITLE = /^<h1 class="title">.*?<\/h1>/s;

/** Reads a Word document by its styles: headings, lists, tables and notes. */
export const loadDocx: Loader = async ({ bytes }) => {
  if (OLE.equals(bytes.subarray(0, OLE.length))) {
    throw new DocumentRefused(
      'encrypted',
      'has a password, or is of a version of Word before 2007',
    );
  }
  const size = unpackedSize(Buffer.from(bytes));
  if (size > MOST_UNPACKED) {
    throw new DocumentRefused(
      'too-large',
      `has ${size} bytes when unpacked, and ${MOST_UNPACKED} are allowed`,
    );
  }
  let pictures = 0;
  const { value, messages } = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        styleMap: ["p[style-name='Title'] => h1.title:fresh"],
        convertImage: mammoth.images.imgElement(async () => {
          pictures += 1;
          return { src: '' };
        }),
      },
    )
    .catch((cause: Error) => {
      throw new DocumentRefused('broken', `is no DOCX file: ${cause.message}`, {
        cause,
      });
    });
  const html = normalized(value);
  const title = TITLE.exec(html)?.[0] ?? '';
  const loaded = sectionsOf(htmlBlocks(html.slice(title.length)), {
    own: toString(htmlBlocks(title)).trim() || undefined,
  });
  return {
    ...loaded,
    notices: [
      ...unseenNotices(html),
      ...messageNotices(messages.map(({ message }) => message)),
      ...(pictures === 0
        ? []
        : [
            {
              code: 'pictures' as const,
              message: `${pictures} pictures are not read, but for the texts that stand for them`,
            },
          ]),
      ...loaded.notices,
    ],
  };
};

function messageNotices(messages: string[]): LoadedDocument['notices'] {
  const different = [...new Set(messages)];
  const more = different.length - MESSAGES;
  return [
    ...different.slice(0, MESSAGES),
    ...(more > 0 ? [`${more} more of this kind`] : []),
  ].map(message => ({ code: 'not-converted', message }));
}

/** What the files of a ZIP container say they need, from its directory; 0 where there is none. */
function unpackedSize(zip: Buffer): number {
  const end = zip.lastIndexOf('PK\x05\x06');
  if (end < 0 || end + 20 > zip.length) {
    return 0;
  }
  let at = zip.readUInt32LE(end + 16);
  let size = 0;
  while (at + 46 <= end && zip.readUInt32LE(at) === 0x02014b50) {
    size += zip.readUInt32LE(at + 24);
    at +=
      46 +
      zip.readUInt16LE(at + 28) +
      zip.readUInt16LE(at + 30) +
      zip.readUInt16LE(at + 32);
  }
  return size;
}
