import { compareTexts } from '../text';
import { ComparableVersion, PromptComparison } from './Comparison';
import { inOrder, statusOf } from './compareFacts';

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
      ...compareSides(status, was, is),
    };
  });
}

function compareSides(
  status: PromptComparison['status'],
  was: string | undefined,
  is: string | undefined,
): Pick<PromptComparison, 'linesAdded' | 'linesRemoved' | 'onlyLineEnds'> {
  // A side that is there and whose text is not known must not count as empty.
  const known =
    (status === 'added' || was !== undefined) &&
    (status === 'missing' || is !== undefined);
  if (status === 'same' || !known) {
    return {};
  }
  const { linesAdded, linesRemoved } = compareTexts(was ?? '', is ?? '');
  return {
    linesAdded,
    linesRemoved,
    ...(status === 'changed' &&
      linesAdded + linesRemoved === 0 && { onlyLineEnds: true }),
  };
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
