import type { BlockContent, Definition, Nodes, Table, TableRow } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { htmlBlocks } from './htmlBlocks.ts';

const SPACELESS =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u3000-\\u303f\\uff00-\\uffef]';
/** Japanese and Chinese have no blanks between words: an end of line within a sentence is none either. */
const SPACELESS_LINE_END = new RegExp(
  `(?<=${SPACELESS})[ \\t]*\\n[ \\t]*(?=${SPACELESS})`,
  'gu',
);

/** Where links by name lead: names in small letters, and their addresses. */
export type Definitions = ReadonlyMap<string, string>;

/**
 * Text of a syntax tree's blocks as a reader sees it: no marks of emphasis, addresses behind the words that link to them, a table's row as
 * `city: Paris, limit: 180`, code as it stands.
 */
export function blocksText(
  nodes: readonly Nodes[],
  definitions: Definitions,
): string {
  return nodes
    .map(node => blockText(node, definitions))
    .filter(text => text !== '')
    .join('\n\n');
}

/** Addresses that a document gives names to. */
export function definitionsOf(nodes: readonly Nodes[]): Definitions {
  return new Map(
    nodes
      .filter((node): node is Definition => node.type === 'definition')
      .map(({ identifier, url }) => [identifier.toLowerCase(), url]),
  );
}

function blockText(node: Nodes, definitions: Definitions): string {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(node.children, definitions).trim();
    case 'code':
      return node.value;
    case 'html':
      return blocksText(htmlBlocks(node.value), definitions);
    case 'table':
      return tableText(node, definitions);
    case 'list':
      return node.children
        .map((item, index) => {
          const mark =
            node.ordered === true ? `${(node.start ?? 1) + index}.` : '-';
          return `${mark} ${itemText(item.children, definitions)}`;
        })
        .join('\n');
    case 'blockquote':
      return blocksText(node.children, definitions);
    case 'footnoteDefinition':
      return `[${node.label ?? node.identifier}] ${blocksText(
        node.children,
        definitions,
      )}`;
    case 'definition':
    case 'thematicBreak':
    case 'yaml':
      return '';
    default:
      return inlineText([node], definitions).trim();
  }
}

function itemText(
  children: readonly BlockContent[] | readonly Nodes[],
  definitions: Definitions,
): string {
  return children
    .map(child => blockText(child, definitions))
    .filter(text => text !== '')
    .join('\n')
    .replaceAll('\n', '\n  ');
}

function inlineText(nodes: readonly Nodes[], definitions: Definitions): string {
  return nodes.map(node => phrase(node, definitions)).join('');
}

function phrase(node: Nodes, definitions: Definitions): string {
  switch (node.type) {
    case 'text':
      return node.value
        .replace(SPACELESS_LINE_END, '')
        .replace(/[^\S\n]*\n[^\S\n]*|[^\S\n]+/g, ' ');
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    case 'html':
      return /^<br\b/i.test(node.value) ? '\n' : '';
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'footnoteReference':
      return `[${node.label ?? node.identifier}]`;
    case 'link':
      return linkText(inlineText(node.children, definitions), node.url);
    case 'linkReference':
      return linkText(
        inlineText(node.children, definitions),
        definitions.get(node.identifier.toLowerCase()) ?? '',
      );
    default:
      if ('children' in node) {
        return inlineText(node.children, definitions);
      }
      return toString(node);
  }
}

/** A reader of the answer can't click on a passage: addresses of other places are part of what it says. */
function linkText(text: string, url: string): string {
  const address = url.replace(/^mailto:/i, '');
  const isElsewhere = /^(?:https?|mailto|tel):/i.test(url);
  return isElsewhere && !text.includes(address) ? `${text} (${address})` : text;
}

function tableText(table: Table, definitions: Definitions): string {
  const rows = table.children.map(row => cellsOf(row, definitions));
  const isFilled = (row: string[]) => row.some(cell => cell !== '');
  const [head = [], ...body] = rows.filter(isFilled);
  if (body.length === 0) {
    return head.filter(cell => cell !== '').join(', ');
  }
  return body
    .map(row =>
      row
        .map((cell, column) => {
          const name = head[column] ?? '';
          return name === '' || cell === '' ? cell : `${name}: ${cell}`;
        })
        .filter(cell => cell !== '')
        .join(', '),
    )
    .join('\n');
}

function cellsOf(row: TableRow, definitions: Definitions): string[] {
  return row.children.map(cell =>
    inlineText(cell.children, definitions).replace(/\s+/g, ' ').trim(),
  );
}
