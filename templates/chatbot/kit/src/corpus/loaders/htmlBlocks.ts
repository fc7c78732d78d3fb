import type { Element, Nodes as HtmlNodes, Root as HtmlRoot } from 'hast';
import { toMdast } from 'hast-util-to-mdast';
import type { RootContent } from 'mdast';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';

/** Elements whose content is for a program, or is what somebody will type. */
const UNREAD = [
  'input',
  'noscript',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
];
/** Parts of a page that are the same on every page of the site. */
const AROUND = ['aside', 'footer', 'header', 'nav'];

const parser = unified().use(rehypeParse);
const fragmentParser = unified().use(rehypeParse, { fragment: true });

/** What a page has to say. */
export interface HtmlPage {
  title?: string;
  blocks: RootContent[];
  /** Content beside `main` or `article`, which is not read. */
  outside: RootContent[];
}

/**
 * Reads a whole page: `main`, else every `article`, else `body` without `nav`, `header`, `footer` and `aside`. Inside of `main` only `nav`
 * is left out, since a heading often stands in its `header`, and a hint in an `aside`.
 */
export function readHtmlPage(html: string): HtmlPage {
  const root = without(parser.parse(html), UNREAD);
  const title = find(root, ['title'])[0];
  const mains = find(root, ['main']);
  const picked = mains.length > 0 ? mains : find(root, ['article']);
  const body: HtmlNodes = find(root, ['body'])[0] ?? root;
  if (picked.length === 0) {
    return {
      title: title && textOf(title),
      blocks: blocksOf([without(body, AROUND)]),
      outside: [],
    };
  }
  return {
    title: title && textOf(title),
    blocks: blocksOf(picked.map(element => without(element, ['nav']))),
    outside: blocksOf([without(body, [...AROUND, 'main', 'article'])]),
  };
}

/** Blocks of a piece of HTML, as it stands within Markdown; a lone tag has none. */
export function htmlBlocks(html: string): RootContent[] {
  return blocksOf([without(fragmentParser.parse(html), UNREAD)]);
}

function blocksOf(nodes: HtmlNodes[]): RootContent[] {
  const root: HtmlRoot = {
    type: 'root',
    children: nodes.flatMap(node =>
      node.type === 'root'
        ? node.children
        : node.type === 'doctype'
        ? []
        : [node],
    ),
  };
  const tree = toMdast(root);
  return tree.type === 'root' ? tree.children : [tree as RootContent];
}

function find(node: HtmlNodes, names: string[]): Element[] {
  if (node.type === 'element' && names.includes(node.tagName)) {
    return [node];
  }
  return 'children' in node
    ? node.children.flatMap(child => find(child, names))
    : [];
}

/** A copy without these elements and without comments, which are nothing that a reader sees. */
function without<T extends HtmlNodes>(node: T, names: string[]): T {
  if (!('children' in node)) {
    return node;
  }
  const children = node.children
    .filter(
      child =>
        child.type !== 'comment' &&
        !(child.type === 'element' && names.includes(child.tagName)),
    )
    .map(child => without(child as HtmlNodes, names));
  return { ...node, children } as T;
}

function textOf(node: HtmlNodes): string {
  if (node.type === 'text') {
    return node.value;
  }
  return 'children' in node ? node.children.map(textOf).join('').trim() : '';
}
