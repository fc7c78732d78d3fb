import { TransparencyLogError } from '../TransparencyLogError';
import canonicalize from 'canonicalize';
import { isWellFormed, utf8 } from '../bytes';

/** Deeper values are refused before the recursion could exhaust the stack. */
const MAX_DEPTH = 64;

/**
 * The canonical JSON text of a value (RFC 8785).
 *
 * @remarks
 * The npm package `canonicalize` writes the text. It drops `undefined`, writes
 * `-0` as `0`, an integer beyond 2^53-1 as its neighbour and lone surrogates as
 * escapes, so two different values could get one text. Those are refused here,
 * with the path to the value, before it is asked.
 *
 * @throws TransparencyLogError with code `not-canonical`
 *
 * @public
 */
export function canonicalJson(value: unknown): string {
  assertCanonical(value, '$', 0);
  const text = canonicalize(value);
  if (text === undefined) {
    throw refuse('$', 'has no JSON form');
  }
  return text;
}

/**
 * The UTF-8 bytes of {@link canonicalJson}.
 *
 * @public
 */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}

function assertCanonical(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) {
    throw refuse(path, `is nested deeper than ${MAX_DEPTH} levels`);
  }
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      if (!isWellFormed(value)) {
        throw refuse(path, 'contains an unpaired surrogate');
      }
      return;
    case 'number':
      assertNumber(value, path);
      return;
    case 'object':
      break;
    default:
      throw refuse(path, `is a value of type ${typeof value}`);
  }
  if (value === null) {
    return;
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw refuse(path, 'has a symbol as key');
  }
  if (Array.isArray(value)) {
    // Object.keys leaves holes out and includes names that JSON would not write.
    if (Object.keys(value).length !== value.length) {
      throw refuse(path, 'is an array with holes or named properties');
    }
    value.forEach((item, i) =>
      assertCanonical(item, `${path}[${i}]`, depth + 1),
    );
    return;
  }
  if (!isPlainObject(value)) {
    throw refuse(path, 'is not a plain object');
  }
  for (const [key, item] of Object.entries(value)) {
    const at = `${path}.${key}`;
    if (!isWellFormed(key)) {
      throw refuse(path, 'has a key with an unpaired surrogate');
    }
    assertCanonical(item, at, depth + 1);
  }
}

function assertNumber(value: number, path: string): void {
  if (!Number.isFinite(value)) {
    throw refuse(path, `is ${value}`);
  }
  if (Object.is(value, -0)) {
    throw refuse(path, 'is -0');
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw refuse(path, 'is an integer beyond 2^53-1');
  }
}

/** Plain is judged by shape: an object of another realm has another Object.prototype. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(path: string, problem: string) {
  return new TransparencyLogError(
    'not-canonical',
    `The value at ${path} ${problem}`,
    {
      path,
    },
  );
}
