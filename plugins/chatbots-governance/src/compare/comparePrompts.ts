import { diffLines } from 'diff';
import { ComparableVersion, PromptComparison } from './Comparison';
import { inOrder, statusOf } from './compareFacts';

/** The search for the shortest difference takes time with the square of its length. */
const LARGEST_DIFFERENCE = 200;

/** @internal */
export function comparePrompts(
  base: ComparableVersion | undefined,
  target: ComparableVersion,
): PromptComparison[] {
  const before = digests(base);
  const after = digests(target);
  return inOrder([...before.keys(), ...after.keys()]).map(name => {
    const status = statusOf(before.get(name), after.get(name));
    const was = before.has(name) ? textOf(base, name) : undefined;
    const is = after.has(name) ? textOf(target, name) : undefined;
    return {
      name,
      status,
      ...(was !== undefined && { base: was }),
      ...(is !== undefined && { target: is }),
      ...countLines(status, was, is),
    };
  });
}

function countLines(
  status: PromptComparison['status'],
  was: string | undefined,
  is: string | undefined,
): { linesAdded?: number; linesRemoved?: number } {
  // A side that is there and whose text is not known must not count as empty.
  const known =
    (status === 'added' || was !== undefined) &&
    (status === 'missing' || is !== undefined);
  if (status === 'same' || !known) {
    return {};
  }
  const parts = diffLines(was ?? '', is ?? '', {
    maxEditLength: LARGEST_DIFFERENCE,
  });
  if (!parts) {
    return countUnmatched(linesOf(was), linesOf(is));
  }
  let linesAdded = 0;
  let linesRemoved = 0;
  for (const { added, removed, count } of parts) {
    linesAdded += added ? count : 0;
    linesRemoved += removed ? count : 0;
  }
  return { linesAdded, linesRemoved };
}

/** For texts that differ widely: lines that the other side has nowhere. A line that only moved counts on neither side. */
function countUnmatched(was: readonly string[], is: readonly string[]) {
  const left = new Map<string, number>();
  for (const line of was) {
    left.set(line, (left.get(line) ?? 0) + 1);
  }
  let matched = 0;
  for (const line of is) {
    const count = left.get(line) ?? 0;
    if (count > 0) {
      left.set(line, count - 1);
      matched++;
    }
  }
  return {
    linesAdded: is.length - matched,
    linesRemoved: was.length - matched,
  };
}

function linesOf(text = ''): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function digests(version: ComparableVersion | undefined): Map<string, string> {
  return new Map(
    version?.bundle.prompts.map(({ name, digest }) => [name, digest]),
  );
}

function textOf(
  version: ComparableVersion | undefined,
  name: string,
): string | undefined {
  const texts = version?.promptTexts ?? {};
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}
