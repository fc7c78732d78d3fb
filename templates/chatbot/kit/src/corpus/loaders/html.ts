import type { RootContent } from 'mdast';
import { decodeText } from '../decodeText.ts';
import { blocksText } from './blockText.ts';
import { readHtmlPage } from './htmlBlocks.ts';
import type { Loader } from './Loader.ts';
import { sectionsOf } from './sections.ts';
import { encodingNotices } from './text.ts';

/** Reads a page of a site: its main part, cut at its headings. */
export const loadHtml: Loader = async ({ bytes, fallbackEncoding }) => {
  const decoded = decodeText(bytes, fallbackEncoding);
  const page = readHtmlPage(decoded.text);
  const loaded = sectionsOf(page.blocks, { other: page.title });
  return {
    ...loaded,
    notices: [
      ...encodingNotices(decoded),
      ...outsideNotices(page.outside),
      ...loaded.notices,
    ],
  };
};

function outsideNotices(outside: RootContent[]) {
  const { length } = blocksText(outside, new Map());
  return length === 0
    ? []
    : [
        {
          code: 'outside-main' as const,
          message: `${length} characters beside the page's main part are not read`,
        },
      ];
}
