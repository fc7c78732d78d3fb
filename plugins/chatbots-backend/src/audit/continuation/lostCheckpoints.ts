import {
  Checkpoint,
  createVerifierKey,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Continuation, LogNames } from './readLogNames';

/** The continuation that names a checkpoint of events which a restore lost; undefined for any other checkpoint. */
export function continuationOf(
  continuations: readonly Continuation[],
  lost: Checkpoint,
): Continuation | undefined {
  const root = Buffer.from(lost.root).toString('base64');
  return continuations.find(
    ({ anchored, commonSize }) =>
      anchored.origin === lost.origin &&
      lost.size > commonSize &&
      (lost.size < anchored.size ||
        (lost.size === anchored.size && root === anchored.root)),
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
 * Keys under every name that the log has or had, each key once under each.
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
    ...continuations.map(({ previous }) => previous),
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
