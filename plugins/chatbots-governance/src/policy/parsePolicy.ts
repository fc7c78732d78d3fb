import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
} from 'yaml';
import type { z } from 'zod';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { findPolicyProblems } from './findPolicyProblems';
import { policySchema } from './policySchema';
import {
  ParsePolicyOptions,
  PathProblem,
  PolicyProblem,
} from './PolicyProblem';
import { PolicyDocument } from './Policy';

/** As long as the API takes. */
const LONGEST = 200_000;

/**
 * Reads a policy from YAML (1.2) or JSON and finds everything that is wrong with it, each with line, column and path.
 *
 * @public
 */
export function readPolicy(
  text: string,
  options: ParsePolicyOptions,
): { policy?: PolicyDocument; problems: PolicyProblem[] } {
  if (text.length > LONGEST) {
    return {
      problems: [
        {
          line: 1,
          column: 1,
          path: '',
          message: `is longer than ${LONGEST} characters`,
        },
      ],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return {
      problems: syntax.map(({ code, pos, message }) => ({
        ...place(lines, pos[0]),
        path: '',
        message:
          code === 'MULTIPLE_DOCS'
            ? 'There must be one document only'
            : // The parser repeats position and source below the first line.
              message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, ''),
      })),
    };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch {
    return {
      problems: [
        { line: 1, column: 1, path: '', message: 'uses too many aliases' },
      ],
    };
  }
  const { checks, inForce = false } = options;
  const parsed = policySchema({ checks, inForce }).safeParse(value, {
    reportInput: false,
  });
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue): PathProblem[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => ({
            path: [...issue.path, key],
            message: 'is not known here',
            atKey: true,
          }))
        : [
            {
              path: issue.path,
              message: issue.message,
              atKey: issue.code === 'invalid_key',
              ...unregisteredIn(issue),
            },
          ],
    );
    return {
      problems: problems.map(problem => locate(document, lines, problem)),
    };
  }
  const policy: PolicyDocument = parsed.data;
  const problems = findPolicyProblems(policy, options);
  return problems.length > 0
    ? { problems: problems.map(problem => locate(document, lines, problem)) }
    : { policy, problems: [] };
}

/**
 * Reads a policy from YAML (1.2) or JSON.
 *
 * @throws ErrorWithReason `policy-invalid` (422) whose message names the first problem's line and column, and whose `details.problems`
 * has all of them; `check-unknown` (422) where a rule is of a type that nobody registered.
 *
 * @public
 */
export function parsePolicy(
  text: string,
  options: ParsePolicyOptions,
): PolicyDocument {
  const { policy, problems } = readPolicy(text, options);
  if (policy) {
    return policy;
  }
  // Told first and apart: whoever wrote the rule has nothing to correct where a module is missing.
  const unregistered = problems.find(one => one.unregistered !== undefined);
  const [{ line, column, path, message }] = unregistered
    ? [unregistered]
    : problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw errorWithReason(
    unregistered ? 'check-unknown' : 'policy-invalid',
    `Line ${line}, column ${column}: ${[path, message]
      .filter(Boolean)
      .join(' ')}${more}`,
    {
      details: { problems: problems.map(problem => ({ ...problem })) },
      ...(unregistered && {
        hint: `Registered checks are ${options.checks.types.join(
          ', ',
        )}. Install the module that brings the other one, or leave the rule out.`,
      }),
    },
  );
}

function unregisteredIn(issue: z.core.$ZodIssue): { unregistered?: string } {
  const type = issue.code === 'custom' ? issue.params?.unregistered : undefined;
  return typeof type === 'string' ? { unregistered: type } : {};
}

function locate(
  document: Document,
  lines: LineCounter,
  { path, message, atKey, unregistered }: PathProblem,
): PolicyProblem {
  const offset = atKey ? offsetOfKey(document, path) : undefined;
  return {
    ...place(lines, offset ?? offsetOf(document, path)),
    path: formatPath(path),
    message,
    ...(unregistered === undefined ? {} : { unregistered }),
  };
}

/** Where the value starts; for a key that is missing, where the closest thing that is there starts. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node =
      length === 0
        ? document.contents
        : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return node.range[0];
    }
  }
  return 0;
}

function offsetOfKey(
  document: Document,
  path: readonly PropertyKey[],
): number | undefined {
  const parent =
    path.length > 1
      ? document.getIn(path.slice(0, -1), true)
      : document.contents;
  const key = isMap(parent)
    ? parent.items.find(
        pair => isScalar(pair.key) && pair.key.value === path.at(-1),
      )?.key
    : undefined;
  return isNode(key) ? key.range?.[0] : undefined;
}

function place(
  lines: LineCounter,
  offset: number,
): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') {
        return `[${key}]`;
      }
      return index === 0 ? String(key) : `.${String(key)}`;
    })
    .join('');
}
