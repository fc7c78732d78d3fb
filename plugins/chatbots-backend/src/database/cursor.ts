import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';

type Shape = Record<string, 'string' | 'number'>;
type Decoded<S extends Shape> = {
  [K in keyof S]: S[K] extends 'string' ? string : number;
};

/** An opaque cursor: the sort key of the last row of a page. */
export function encodeCursor(key: Record<string, string | number>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor of the given shape. Throws `cursor-invalid` for anything else. */
export function decodeCursor<S extends Shape>(
  cursor: string,
  shape: S,
): Decoded<S> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    value = undefined;
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !Object.entries(shape).every(
      ([name, type]) => typeof Reflect.get(value, name) === type,
    )
  ) {
    throw reasoned('cursor-invalid', 'The cursor is not one of this list');
  }
  return value as Decoded<S>;
}
