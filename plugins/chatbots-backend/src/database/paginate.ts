import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { isWellFormed, textOf } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';

/** Rows a page unless asked otherwise. */
export const DEFAULT_LIMIT = 25;
/** Rows read at once where only some of them are kept. */
const CHUNK = 100;

/** Which part of a list is asked for. */
export interface PageRequest {
  /** The beginning when absent or empty. */
  cursor?: string;
  limit?: number;
}

/** Part of a list. */
export interface Page<T> {
  items: T[];
  /** Asks for what follows; absent at the end. */
  nextCursor?: string;
}

type KeyType = 'text' | 'integer' | 'number';

/** One value that a list is ordered by. */
export interface KeyPart<Row> {
  /** Its name in the cursor. */
  name: string;
  /** Column or expression: a constant of the code, never a client's. */
  sql: string;
  type: KeyType;
  of(row: Row): string | number;
}

/** What a list is ordered by; the last part tells any two rows apart. */
export interface ListOrder<Row> {
  parts: readonly KeyPart<Row>[];
  direction: 'asc' | 'desc';
  /** What a cursor holds beside the values, where a list has several orders: it goes on in its own alone. */
  bound?: Readonly<Record<string, string>>;
}

type Values = (string | number)[];

/** By an instant, the latest first; the id decides between equals. */
export function newestFirst<Row extends { id: string }>(
  column: keyof Row & string,
): ListOrder<Row> {
  return {
    parts: [
      {
        name: 'at',
        sql: column,
        type: 'text',
        of: row => String(row[column]),
      },
      { name: 'id', sql: 'id', type: 'text', of: row => row.id },
    ],
    direction: 'desc',
  };
}

/** By an id, which never changes: for reading whole tables. */
export function byId<Row extends { id: string }>(): ListOrder<Row> {
  return {
    parts: [{ name: 'id', sql: 'id', type: 'text', of: row => row.id }],
    direction: 'asc',
  };
}

/**
 * Reads one page of a list: the rows after the cursor's. Throws `cursor-invalid` for a cursor of another list.
 *
 * @remarks
 * A cursor holds the values of the last row that the list is ordered by, so what is added or removed meanwhile shifts nothing. It is
 * opaque to clients and no secret: it is only compared with, so a forged one shows nothing that the list would not.
 *
 * @param query - the rows of the list, narrowed and without an order
 * @param keep - decides in memory on what no statement can; pages are filled all the same
 */
export async function paginate<Row>(
  query: Knex.QueryBuilder,
  order: ListOrder<Row>,
  { cursor, limit = DEFAULT_LIMIT }: PageRequest,
  keep?: (row: Row) => boolean,
): Promise<Page<Row>> {
  const kept: Row[] = [];
  const size = Math.max(limit + 1, keep ? CHUNK : 0);
  for await (const rows of readPages(query, order, {
    after: cursor ? decodeCursor(cursor, order) : undefined,
    size,
  })) {
    kept.push(...(keep ? rows.filter(keep) : rows));
    if (rows.length < size || kept.length > limit) {
      break;
    }
  }
  const items = kept.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    ...(kept.length > limit && last !== undefined
      ? { nextCursor: encodeCursor(last, order) }
      : {}),
  };
}

/** Reads a whole list in pages, each after the one before was taken. */
export async function* readPages<Row>(
  query: Knex.QueryBuilder,
  order: ListOrder<Row>,
  options: { size: number; after?: Values },
): AsyncGenerator<Row[], void, undefined> {
  const { size } = options;
  let { after } = options;
  for (;;) {
    const page = query
      .clone()
      .orderByRaw(
        order.parts.map(({ sql }) => `${sql} ${order.direction}`).join(', '),
      )
      .limit(size);
    if (after !== undefined) {
      whereAfter(page, order, after);
    }
    const rows: Row[] = await page;
    const last = rows.at(-1);
    if (last === undefined) {
      return;
    }
    yield rows;
    after = order.parts.map(part => part.of(last));
  }
}

/** A page whose items are shown in another form. */
export async function mapPage<T, U>(
  { items, ...rest }: Page<T>,
  show: (items: T[]) => Promise<U[]> | U[],
): Promise<Page<U>> {
  return { items: await show(items), ...rest };
}

function whereAfter<Row>(
  query: Knex.QueryBuilder,
  { parts, direction }: ListOrder<Row>,
  after: Values,
): void {
  const columns = parts.map(({ sql }) => sql).join(', ');
  // A client's number may be larger than the column's type.
  const values = parts.map(({ type }) =>
    type === 'integer' ? 'cast(? as bigint)' : '?',
  );
  query.whereRaw(
    `(${columns}) ${direction === 'asc' ? '>' : '<'} (${values.join(', ')})`,
    after,
  );
}

function encodeCursor<Row>(row: Row, { parts, bound }: ListOrder<Row>): string {
  const values = parts.map(part => [part.name, part.of(row)]);
  return Buffer.from(
    JSON.stringify({ ...bound, ...Object.fromEntries(values) }),
  ).toString('base64url');
}

function decodeCursor<Row>(
  cursor: string,
  { parts, bound = {} }: ListOrder<Row>,
): Values {
  const decoded = readObject(cursor);
  const values = parts.map(({ name, type }) => readValue(decoded[name], type));
  if (
    Object.keys(decoded).length !== parts.length + Object.keys(bound).length ||
    Object.entries(bound).some(([name, value]) => decoded[name] !== value)
  ) {
    throw invalid();
  }
  return values;
}

function readObject(cursor: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(Buffer.from(cursor, 'base64url')));
  } catch {
    throw invalid();
  }
  if (typeof value !== 'object' || value === null) {
    throw invalid();
  }
  return { ...value };
}

function readValue(value: unknown, type: KeyType) {
  if (type === 'text') {
    // PostgreSQL takes no zero byte, and no half of a surrogate pair.
    if (
      typeof value === 'string' &&
      !value.includes('\0') &&
      isWellFormed(value)
    ) {
      return value;
    }
  } else if (
    typeof value === 'number' &&
    (type === 'number' || Number.isSafeInteger(value))
  ) {
    return value;
  }
  throw invalid();
}

function invalid() {
  return errorWithReason(
    'cursor-invalid',
    'The cursor is not one of this list',
  );
}
