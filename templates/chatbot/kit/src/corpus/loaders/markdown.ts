import type { RootContent } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parse } from 'yaml';
import { decodeText } from '../decodeText.ts';
import { htmlBlocks } from './htmlBlocks.ts';
import { DocumentRefused } from './Loader.ts';
import type { Loader } from './Loader.ts';
import { sectionsOf } from './sections.ts';
import { encodingNotices } from './text.ts';

const MDX_LINES = /^(?:import\s[^\n]*from\s+['"]|export\s+(?:const|default)\s)/;

const NAMES_GROUPS = /^\s*["']?groups["']?\s*[:=]/im;
/** What would be front matter if no blank line stood before it, or an end after it. */
const DISPLACED = /^\s*---[^\S\n]*\n((?:[^\n]*\S[^\n]*(?:\n|$))*)/;

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkFrontmatter, ['yaml', 'toml']);

/**
 * Reads Markdown of any shape: GitHub's tables and footnotes, headings of any level or none, HTML between the lines. Front matter gives
 * `title` and `groups`.
 */
export const loadMarkdown: Loader = async ({
  document,
  bytes,
  fallbackEncoding,
}) => {
  const decoded = decodeText(bytes, fallbackEncoding);
  const tree = parser.parse(decoded.text);
  const { title, groups } = frontMatterOf(tree.children[0], decoded.text);
  const isMdx = /\.mdx$/i.test(document);
  const blocks = tree.children.flatMap(node => {
    if (node.type === 'html') {
      return htmlBlocks(node.value);
    }
    return isMdx && isModuleSyntax(node, decoded.text) ? [] : [node];
  });
  const loaded = sectionsOf(
    blocks.filter(node => node.type !== 'yaml' && !isToml(node)),
    { other: title },
  );
  return {
    ...loaded,
    notices: [...encodingNotices(decoded), ...loaded.notices],
    groups,
  };
};

function isToml(node: RootContent | undefined): boolean {
  return (node?.type as string | undefined) === 'toml';
}

function isModuleSyntax(node: RootContent, text: string): boolean {
  const start = node.position?.start.offset ?? 0;
  return (
    node.type === 'paragraph' &&
    MDX_LINES.test(text.slice(start, node.position?.end.offset))
  );
}

/**
 * What a document says about itself. Front matter that can't be read refuses the whole document: it may have said who may
 * read it.
 */
function frontMatterOf(
  node: RootContent | undefined,
  text: string,
): {
  title?: string;
  groups?: string[];
} {
  if (node === undefined || (node.type !== 'yaml' && !isToml(node))) {
    if (NAMES_GROUPS.test(DISPLACED.exec(text)?.[1] ?? '')) {
      throw new DocumentRefused(
        'front-matter',
        'names groups, but not in front matter: it begins in the first line and ends with ---',
      );
    }
    return {};
  }
  const { value } = node as { value: string };
  if (node.type !== 'yaml') {
    if (NAMES_GROUPS.test(value)) {
      throw new DocumentRefused(
        'front-matter',
        'names groups in TOML, which is not read: write it as YAML between lines of ---',
      );
    }
    return { title: /^title\s*=\s*["'](.+)["']\s*$/m.exec(value)?.[1] };
  }
  const data = yamlOf(value);
  const { title, groups } = data;
  const alike = Object.keys(data).find(
    name => name !== 'groups' && name.toLowerCase() === 'groups',
  );
  if (alike !== undefined) {
    throw new DocumentRefused(
      'front-matter',
      `has ${alike}: write groups in small letters`,
    );
  }
  return {
    title: typeof title === 'string' && title !== '' ? title : undefined,
    groups: groups === undefined ? undefined : groupNames(groups),
  };
}

function yamlOf(value: string): Record<string, unknown> {
  let data: unknown;
  try {
    data = parse(value);
  } catch (cause) {
    throw new DocumentRefused(
      'front-matter',
      `its front matter is not YAML: ${
        String((cause as Error).message).split('\n')[0]
      }`,
      { cause },
    );
  }
  if (data === null) {
    return {};
  }
  if (typeof data !== 'object' || Array.isArray(data)) {
    throw new DocumentRefused(
      'front-matter',
      'its front matter is YAML, but not of names and values',
    );
  }
  return data as Record<string, unknown>;
}

function groupNames(groups: unknown): string[] {
  const names = typeof groups === 'string' ? [groups] : groups;
  if (
    !Array.isArray(names) ||
    names.length === 0 ||
    !names.every(name => typeof name === 'string')
  ) {
    throw new DocumentRefused(
      'front-matter',
      'its groups are no list of names: remove the line where everybody may read the document',
    );
  }
  return names;
}
