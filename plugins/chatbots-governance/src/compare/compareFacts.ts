import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { ModelVersionBundle } from '../versions/modelVersionDigest';
import { ComparisonRow } from './Comparison';

/** Digits of a digest that are enough to tell two apart by eye. */
const SHOWN = 12;

/** A row about two texts that have no better. @internal */
export function factRow(
  key: readonly string[],
  label: string,
  base: string | undefined,
  target: string | undefined,
): ComparisonRow {
  return {
    key: JSON.stringify(key),
    label,
    status: statusOf(base, target),
    verdict: 'not-applicable',
    ...(base !== undefined && { base }),
    ...(target !== undefined && { target }),
  };
}

/** @internal */
export function statusOf(
  base: string | undefined,
  target: string | undefined,
): 'same' | 'changed' | 'added' | 'missing' {
  if (base === target) {
    return 'same';
  }
  if (base === undefined) {
    return 'added';
  }
  return target === undefined ? 'missing' : 'changed';
}

/**
 * Compares two JSON objects value by value. The key of a row is its path: a dot inside a name is no step.
 *
 * @internal
 */
export function compareObjects(
  section: string,
  base: Api.JsonMap | undefined,
  target: Api.JsonMap | undefined,
): ComparisonRow[] {
  const before = leavesOf(base);
  const after = leavesOf(target);
  return tuplesInOrder([...before.keys(), ...after.keys()]).map(path => {
    const key = JSON.stringify(path);
    return factRow(
      [section, ...path],
      path.join(' › '),
      before.get(key),
      after.get(key),
    );
  });
}

/** @internal */
export function compareDatasets(
  base: ModelVersionBundle['datasets'] | undefined,
  target: ModelVersionBundle['datasets'],
): ComparisonRow[] {
  return compareNamed('dataset', base, target, ({ revision, digest }) => [
    `${revision} (${digest.slice(0, SHOWN)})`,
    digest,
    revision,
  ]);
}

/** @internal */
export function compareArtifacts(
  base: ModelVersionBundle['artifacts'] | undefined,
  target: ModelVersionBundle['artifacts'],
): ComparisonRow[] {
  return compareNamed(
    'artifact',
    base,
    target,
    ({ digest, mediaType, size }) => [
      `${digest.slice(0, SHOWN)}, ${size} B, ${mediaType}`,
      digest,
      mediaType,
      String(size),
    ],
  );
}

/** `facts` gives the text to show, then what decides whether two are the same: the text alone may be cut. */
function compareNamed<T extends { name: string }>(
  section: string,
  base: readonly T[] | undefined,
  target: readonly T[],
  facts: (item: T) => [string, ...string[]],
): ComparisonRow[] {
  const before = new Map((base ?? []).map(item => [item.name, facts(item)]));
  const after = new Map(target.map(item => [item.name, facts(item)]));
  return inOrder([...before.keys(), ...after.keys()]).map(name => {
    const [was, is] = [before.get(name), after.get(name)];
    const row = factRow([section, name], name, was?.[0], is?.[0]);
    return {
      ...row,
      status: statusOf(
        was && JSON.stringify(was.slice(1)),
        is && JSON.stringify(is.slice(1)),
      ),
    };
  });
}

/** Lists are values, not containers: a stop word moved from first to second place is a changed list. */
function leavesOf(
  value: Api.JsonMap | undefined,
  path: string[] = [],
  into = new Map<string, string>(),
): Map<string, string> {
  for (const [name, part] of Object.entries(value ?? {})) {
    if (part === undefined) {
      continue;
    }
    const below = [...path, name];
    if (isObject(part) && Object.keys(part).length > 0) {
      leavesOf(part, below, into);
    } else {
      into.set(JSON.stringify(below), show(part));
    }
  }
  return into;
}

/** As JSON, so that the text "1" and the number 1 are different, and with sorted keys, so that order is not. */
function show(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

function isObject(value: unknown): value is Api.JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @internal */
export function inOrder(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/**
 * Tuples, given as JSON, each once and part by part in order: what is whole stands before its parts.
 *
 * @internal
 */
export function tuplesInOrder(keys: readonly string[]): string[][] {
  return [...new Set(keys)]
    .map((key): string[] => JSON.parse(key))
    .sort((a, b) => {
      for (const [index, part] of a.entries()) {
        if (index >= b.length) {
          return 1;
        }
        if (part !== b[index]) {
          return part < b[index] ? -1 : 1;
        }
      }
      return a.length - b.length;
    });
}
