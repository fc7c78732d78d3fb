import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import type * as z from 'zod';
import { readText, withoutMark } from '../text/readText.ts';
import { BotConfig } from './BotConfig.ts';
import { ConfigurationError } from './ConfigurationError.ts';

/** The file that a team fills in. */
export const CONFIG_FILE = 'chatbot.config.json';

/** One thing that is wrong in the file. */
export interface ConfigProblem {
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  column: number;
  /** Keys from the root, joined by dots; empty for the root. */
  path: string;
  message: string;
}

/**
 * Reads `chatbot.config.json` below a folder. Comments and a comma after the last entry are taken, as editors take them.
 *
 * @throws ConfigurationError that names every problem with line and column
 */
export function readBotConfig(root: string): BotConfig {
  const path = join(root, CONFIG_FILE);
  if (!existsSync(path)) {
    throw new ConfigurationError(
      `${CONFIG_FILE} is missing: it says what this chatbot is made of`,
    );
  }
  let text: string;
  try {
    text = withoutMark(readText(path));
  } catch (error) {
    throw new ConfigurationError(
      error instanceof Error ? error.message : String(error),
      { cause: error },
    );
  }
  const result = parseBotConfig(text);
  if ('problems' in result) {
    const lines = result.problems.map(
      ({ line, column, path: where, message }) =>
        `${CONFIG_FILE}:${line}:${column} ${
          where ? `${where}: ` : ''
        }${message}`,
    );
    throw new ConfigurationError(lines.join('\n'));
  }
  return result.config;
}

/** Parses the text of a configuration; gives it, or everything that is wrong with it in the order of lines. */
export function parseBotConfig(
  text: string,
): { config: BotConfig } | { problems: ConfigProblem[] } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, {
    allowTrailingComma: true,
    disallowComments: false,
  });
  if (errors.length > 0 || tree === undefined) {
    const problems = errors.map(({ error, offset }) => ({
      ...placeOf(text, offset),
      path: '',
      message: `is not valid JSON: ${printParseErrorCode(error)}`,
    }));
    return {
      problems:
        problems.length > 0
          ? problems
          : [{ line: 1, column: 1, path: '', message: 'is empty' }],
    };
  }
  const problems = twiceIn(text, tree);
  const parsed = BotConfig.safeParse(valueOf(tree));
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.flatMap(issue => problemsOf(text, tree, issue)),
    );
  }
  return problems.length > 0
    ? {
        problems: problems.sort(
          (a, b) => a.line - b.line || a.column - b.column,
        ),
      }
    : { config: parsed.data! };
}

/** JSON keeps the last of two entries with one name, and nobody would notice the first. */
function twiceIn(
  text: string,
  node: Node,
  path: string[] = [],
): ConfigProblem[] {
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((child, i) => {
    if (node.type === 'array') {
      return twiceIn(text, child, [...path, String(i)]);
    }
    const [key, value] = child.children ?? [];
    const name = String(key?.value);
    const own = seen.has(name)
      ? [
          {
            ...placeOf(text, child.offset),
            path: [...path, name].join('.'),
            message: 'is set twice',
          },
        ]
      : [];
    seen.add(name);
    return value ? [...own, ...twiceIn(text, value, [...path, name])] : own;
  });
}

function problemsOf(
  text: string,
  tree: Node,
  issue: z.core.$ZodIssue,
): ConfigProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => {
      const whole = [...path, key];
      return {
        ...placeOf(text, offsetOf(tree, whole)),
        path: whole.join('.'),
        message: 'is not a setting',
      };
    });
  }
  return [
    {
      ...placeOf(text, offsetOf(tree, path)),
      path: path.join('.'),
      message: issue.message,
    },
  ];
}

/** Where the entry stands; what is missing stands where its parent does. */
function offsetOf(tree: Node, path: string[]): number {
  let node = tree;
  let offset = tree.offset;
  for (const name of path) {
    const entry =
      node.type === 'array'
        ? node.children?.[Number(name)]
        : node.children?.findLast(child => child.children?.[0]?.value === name);
    if (entry === undefined) {
      return offset;
    }
    offset = entry.offset;
    node = entry.type === 'property' ? entry.children?.[1] ?? entry : entry;
  }
  return offset;
}

function placeOf(
  text: string,
  offset: number,
): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') {
    return (node.children ?? []).map(valueOf);
  }
  if (node.type !== 'object') {
    return node.value;
  }
  const entries = (node.children ?? []).map(({ children = [] }) => [
    String(children[0]?.value),
    children[1] ? valueOf(children[1]) : undefined,
  ]);
  return Object.fromEntries(entries);
}
