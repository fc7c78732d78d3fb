import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';

/** Rows a page unless asked otherwise. */
export const DEFAULT_LIMIT = 25;

/** Part of a list. */
interface Page<T> {
  items: T[];
  /** Asks for what follows; absent at the end. */
  nextCursor?: string;
}

/**
 * Makes the cursor after a row: the values of the row that the list is ordered by. Opaque to clients, and no secret: it is
 * only ever compared with, so a forged one shows nothing that the list would not.
 */
function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** Reads a cursor. Throws `cursor-invalid` for anything that {@link encodeCursor} did not make for this list. */
export function readCursor<T>(
  cursor: string | undefined,
  schema: z.ZodType<T>,
): T | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw invalid();
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw invalid();
  }
  return parsed.data;
}

/** Cuts a page from one row more than it holds. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  position: (row: R) => object,
  toItem: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    ...(rows.length > limit && last !== undefined
      ? { nextCursor: encodeCursor(position(last)) }
      : {}),
  };
}

function invalid() {
  return reasoned('cursor-invalid', 'The cursor is not one of this list');
}
