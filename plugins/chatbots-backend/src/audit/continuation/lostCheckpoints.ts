import {
  Checkpoint,
  createVerifierKey,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Continuation, LogNames, namesBefore } from './readLogNames';

/** The continuation that names a checkpoint of events which a restore lost; undefined for any other checkpoint. */
export function continuationOf(
  continuations: readonly Continuation[],
  lost: Checkpoint,
): Continuation | undefined {
  const root = Buffer.from(lost.root).toString('base64');
  return continuations.find(({ anchored, commonSize }) =>
    anchored.some(
      named =>
        named.origin === lost.origin &&
        lost.size > commonSize &&
        (lost.size < named.size ||
          (lost.size === named.size && root === named.root)),
    ),
  );
}

/** How many events of the log were written under a name, or under one before it. */
export function endOfName(
  { origin, continuations }: LogNames,
  name: string,
): number {
  if (name === origin) {
    return Infinity;
  }
  return continuations.find(one => one.previous === name)?.size ?? 0;
}

/**
 * Keys under every name that the log has, had, or lost, each key once under each.
 *
 * @param names - `aliases` are further names that mean this log
 */
export function underEveryName(
  keys: readonly VerifierKey[],
  {
    origin,
    continuations,
    aliases = [],
  }: LogNames & { aliases?: readonly string[] },
): VerifierKey[] {
  const names = new Set([
    ...(origin === undefined ? [] : [origin]),
    ...namesBefore({ origin, continuations }),
  ]);
  const known = new Set([...names, ...aliases]);
  const all = new Map<string, VerifierKey>();
  for (const key of keys) {
    for (const name of [key.name, ...(known.has(key.name) ? names : [])]) {
      const one = createVerifierKey(name, key.publicKey, sha256);
      all.set(`${name} ${one.keyId}`, one);
    }
  }
  return [...all.values()];
}

/** Keys under one more name; those given alone for what is no name of a log. */
export function underName(
  keys: readonly VerifierKey[],
  name: string,
): VerifierKey[] {
  try {
    const more = keys.map(key =>
      createVerifierKey(name, key.publicKey, sha256),
    );
    return keys.some(key => key.name === name) ? [...keys] : [...keys, ...more];
  } catch {
    return [...keys];
  }
}
