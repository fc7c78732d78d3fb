import GithubSlugger from 'github-slugger';
import type { Heading, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { cutText } from '../../text/cutText.ts';
import { normalized } from '../decodeText.ts';
import { blocksText, definitionsOf } from './blockText.ts';
import type { LoadedDocument, LoadedSection } from './Loader.ts';

/** A heading is a name; what is longer is a paragraph that somebody made bold. */
const LONGEST_HEADING = 200;
const LONGEST_ANCHOR = 100;
/** `## Setup {#install}`, as several generators of documentation have it. */
const OWN_ANCHOR = /\s*\{\s*#([\w.:-]+)[^}]*\}\s*$/;

interface Part {
  heading?: Heading;
  blocks: RootContent[];
}

/**
 * Cuts a document's blocks at their headings, whatever their level. What stands before the first heading is a section without an
 * anchor, and so is a document without any.
 *
 * A section's anchor is the one GitHub gives its heading: `#annual-leave`, and `#setup-1` for the second of its kind. A
 * heading has its anchor even where nothing stands under it, so that the others keep theirs when somebody fills it in.
 *
 * @param titles - `own` is the document's title whatever its headings; `other` where it has no heading of the first level, or several
 */
export function sectionsOf(
  blocks: readonly RootContent[],
  titles: { own?: string; other?: string } = {},
): LoadedDocument {
  const parts = partsOf(blocks);
  const definitions = definitionsOf(blocks);
  const firsts = parts.filter(({ heading }) => heading?.depth === 1);
  const top =
    titles.own === undefined && firsts.length === 1
      ? firsts[0]?.heading
      : undefined;
  const title =
    top === undefined ? titles.own ?? titles.other : headingText(top).text;
  const slugger = new GithubSlugger();
  const sections: LoadedSection[] = [];
  const notices: LoadedDocument['notices'] = [];
  let open: Heading[] = [];

  parts.forEach(({ heading, blocks: content }, index) => {
    const text = normalized(blocksText(content, definitions)).trim();
    if (heading === undefined) {
      if (text !== '') {
        sections.push({ headings: [], text });
      }
      return;
    }
    const named = headingText(heading);
    const anchor = slugger.slug(
      cutText(named.anchor ?? named.text, LONGEST_ANCHOR) || 'section',
    );
    open = [...open.filter(({ depth }) => depth < heading.depth), heading];
    if (text !== '') {
      sections.push({
        anchor,
        headings: open
          .filter(each => each !== top)
          .map(each => headingText(each).text),
        text,
      });
      return;
    }
    const next = parts[index + 1]?.heading;
    const isTitle = heading === top && next !== undefined;
    if (!isTitle && (next?.depth ?? 0) <= heading.depth) {
      notices.push({
        part: anchor,
        code: 'heading-without-text',
        message: `nothing stands under "${named.text}"`,
      });
    }
  });
  return { title, sections, dropped: [], notices };
}

function partsOf(blocks: readonly RootContent[]): Part[] {
  const parts: Part[] = [{ blocks: [] }];
  for (const block of blocks) {
    if (block.type === 'heading' && toString(block).trim() !== '') {
      parts.push({ heading: block, blocks: [] });
    } else {
      parts.at(-1)?.blocks.push(block);
    }
  }
  return parts;
}

function headingText(heading: Heading): { text: string; anchor?: string } {
  const children = heading.children.filter(
    // Generators put a link beside each heading, shown as ¶ or #.
    child => child.type !== 'link' || /[\p{L}\p{N}]/u.test(toString(child)),
  );
  const whole = normalized(toString(children)).replace(/\s+/g, ' ').trim();
  const anchor = OWN_ANCHOR.exec(whole)?.[1];
  return {
    text: cutText(whole.replace(OWN_ANCHOR, ''), LONGEST_HEADING),
    anchor,
  };
}
