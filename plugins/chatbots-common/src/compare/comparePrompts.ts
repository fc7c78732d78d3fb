import { diffLines } from 'diff';
import { ComparableVersion, PromptComparison } from './Comparison';
import { inOrder, statusOf } from './compareFacts';

/** Two texts that differ more are counted as "changed" only: the search grows with the square of the difference. */
const LARGEST_DIFFERENCE = 4000;

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
    return {};
  }
  let linesAdded = 0;
  let linesRemoved = 0;
  for (const { added, removed, count } of parts) {
    linesAdded += added ? count : 0;
    linesRemoved += removed ? count : 0;
  }
  return { linesAdded, linesRemoved };
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
