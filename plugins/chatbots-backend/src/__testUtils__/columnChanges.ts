import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';
import { dropGuards } from './dropGuards';

type Value = string | number | boolean | null;
type Row = Record<string, Value>;

/** A column of the migrated schema. */
export interface Column {
  table: string;
  name: string;
  isNullable: boolean;
  isBoolean: boolean;
  isKey: boolean;
}

/** A row that stands for all of its table in the same state. */
export interface Representative {
  table: string;
  /** Names the state in a message. */
  state: string;
  row: Row;
  /** What finds the row again. */
  where: Row;
}

/** A column of a row that is to hold another value, or nothing. */
export interface Change {
  column: Column;
  of: Representative;
  /** Null for nothing; otherwise the place among the JSON leaves of the value, or whatever the column takes first. */
  to: 'another' | 'null' | { leaf: number };
}

/** Columns whose values are states. */
const STATES = [
  'state',
  'kind',
  'status',
  'outcome',
  'type',
  'requested_via',
  'actor_kind',
];

/** Every column of every table but knex's own. */
export async function readColumns(knex: Knex): Promise<Column[]> {
  const rows = isPostgres(knex)
    ? (
        await knex.raw(`
          select c.table_name as "table", c.column_name as name,
            c.is_nullable = 'YES' as nullable, c.data_type as type,
            exists (
              select 1 from information_schema.table_constraints t
              join information_schema.key_column_usage k using (constraint_schema, constraint_name)
              where t.constraint_type = 'PRIMARY KEY'
                and t.table_schema = c.table_schema and t.table_name = c.table_name
                and k.column_name = c.column_name
            ) as key
          from information_schema.columns c
          where c.table_schema = current_schema()
          order by 1, 2`)
      ).rows
    : await knex.raw(`
        select m.name as "table", p.name, p."notnull" = 0 and p.pk = 0 as nullable, p.type, p.pk > 0 as key
        from sqlite_master m join pragma_table_info(m.name) p
        where m.type = 'table' order by 1, 2`);
  return rows
    .filter(({ table }: { table: string }) => !/^(knex|sqlite)_/.test(table))
    .map((row: Record<string, unknown>) => ({
      table: String(row.table),
      name: String(row.name),
      isNullable: Boolean(row.nullable),
      isBoolean: row.type === 'boolean',
      isKey: Boolean(row.key),
    }));
}

/** One row of each state of a table: of each value of the columns that are states, with each set of columns that hold nothing. */
export async function representatives(
  knex: Knex,
  columns: readonly Column[],
): Promise<Representative[]> {
  const [{ table }] = columns;
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const rows: Row[] = await knex(table).orderBy(keys);
  const found = new Map<string, Representative>();
  for (const row of rows) {
    const state = [
      ...STATES.filter(name => name in row).map(name => row[name]),
      columns
        .filter(({ name }) => row[name] === null)
        .map(({ name }) => `no ${name}`)
        .join(', '),
    ]
      .filter(Boolean)
      .join(' ');
    if (!found.has(state)) {
      found.set(state, {
        table,
        state,
        row,
        where: Object.fromEntries(keys.map(name => [name, row[name]])),
      });
    }
  }
  return [...found.values()];
}

/**
 * The changes to try: of each column in each state when whole, with each leaf of its JSON; otherwise as many as it takes to change each
 * column and each state once.
 */
export function changesOf(
  columns: readonly Column[],
  states: readonly Representative[],
  options: {
    isWhole: boolean;
    /** Whether a column that must hold something can be made to hold nothing. */
    dropsNotNull: boolean;
  },
): Change[] {
  const { isWhole, dropsNotNull } = options;
  if (states.length === 0) {
    return [];
  }
  const longest = Math.max(columns.length, states.length);
  const pairs = isWhole
    ? states.flatMap(of => columns.map(column => ({ column, of })))
    : Array.from({ length: longest }, (_, i) => ({
        column: columns[i % columns.length],
        of: states[i % states.length],
      }));
  return pairs.flatMap(({ column, of }) => {
    const value = of.row[column.name];
    const leaves = isWhole ? changedLeaves(String(value)) : [];
    const changes: Change['to'][] = [
      'another',
      ...leaves.map((_, leaf) => ({ leaf })),
      // A key that holds nothing names no row, and no engine takes it.
      ...(value !== null && !column.isKey && (column.isNullable || dropsNotNull)
        ? (['null'] as const)
        : []),
    ];
    return changes.map(to => ({ column, of, to }));
  });
}

/** Names a change in a message. */
export function describeChange({ column, of, to }: Change): string {
  return `${column.table}.${column.name} of ${of.state || 'any row'}: ${
    typeof to === 'string' ? to : `leaf ${to.leaf}`
  }`;
}

/** Takes away, from a database of its own, what an administrator can: foreign keys, and guards of the log. */
export async function prepareForSql(knex: Knex): Promise<void> {
  await dropGuards(knex);
  if (!isPostgres(knex)) {
    // In a transaction it would change nothing.
    await knex.raw('pragma foreign_keys = off');
  }
}

/**
 * Makes a change in a transaction, and takes it back.
 *
 * @returns what was found meanwhile; undefined where the engine takes none of the values
 */
export async function tryChange<T>(
  knex: Knex,
  change: Change,
  check: (db: Knex) => Promise<T>,
): Promise<T | undefined> {
  const { column, of } = change;
  for (const value of await valuesFor(knex, change)) {
    const transaction = await knex.transaction();
    try {
      if (!(await write(transaction, change, value))) {
        continue;
      }
      return await check(transaction);
    } catch (error) {
      throw new Error(
        `fsck fails on ${describeChange(change)}: ${
          column.name
        } is ${value} in place of ${of.row[column.name]}`,
        { cause: error },
      );
    } finally {
      await transaction.rollback();
    }
  }
  return undefined;
}

async function write(
  db: Knex.Transaction,
  { column: { table, name, isNullable }, of, to }: Change,
  value: Value,
): Promise<boolean> {
  try {
    if (isPostgres(db)) {
      await db.raw('set local session_replication_role = replica');
      if (to === 'null' && !isNullable) {
        await db.raw('alter table ?? alter column ?? drop not null', [
          table,
          name,
        ]);
      }
    }
    return (
      (await db(table)
        .where(of.where)
        .update({ [name]: value })) === 1
    );
  } catch {
    return false;
  }
}

/** What a change may set, the likeliest first: what other rows have in the column, then something like it. */
async function valuesFor(
  knex: Knex,
  { column, of, to }: Change,
): Promise<Value[]> {
  const { table, name } = column;
  const value = of.row[name];
  if (to === 'null') {
    return [null];
  }
  if (typeof to === 'object') {
    return [changedLeaves(String(value))[to.leaf]];
  }
  const others: Value[] = await knex(table)
    .whereNotNull(name)
    .distinct(name)
    .orderBy(name)
    .limit(5)
    .pluck(name);
  return [...others.filter(other => other !== value), ...alike(column, value)];
}

function alike({ isBoolean, name }: Column, value: Value): Value[] {
  if (isBoolean) {
    return [!value];
  }
  if (value === null) {
    return name.endsWith('_at') ? ['2030-01-01T00:00:00.000Z'] : ['x', 1, '{}'];
  }
  if (typeof value === 'number' || /^\d+$/.test(String(value))) {
    return [Number(value) + 1, Number(value) + 1000];
  }
  const text = String(value);
  const changed = changedLeaves(text);
  if (changed.length > 0) {
    return changed;
  }
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(text)) {
    return [new Date(Date.parse(text) + 1).toISOString()];
  }
  // As long as it was: columns have lengths.
  return [`${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`];
}

/** A JSON text with each of its leaves changed in turn; none for another text. */
function changedLeaves(text: string): string[] {
  if (!/^[[{]/.test(text)) {
    return [];
  }
  const paths: string[][] = [];
  const walk = (value: unknown, path: string[]) => {
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value);
      if (entries.length === 0) {
        paths.push(path);
      }
      entries.forEach(([key, part]) => walk(part, [...path, key]));
    } else {
      paths.push(path);
    }
  };
  walk(JSON.parse(text), []);
  return paths.map(path => JSON.stringify(withLeaf(JSON.parse(text), path)));
}

function withLeaf(value: unknown, [key, ...path]: string[]): unknown {
  if (key !== undefined) {
    const copy = value as Record<string, unknown>;
    copy[key] = withLeaf(copy[key], path);
    return copy;
  }
  switch (typeof value) {
    case 'string':
      return `${value}x`;
    case 'number':
      return value + 1;
    case 'boolean':
      return !value;
    default:
      return Array.isArray(value) ? ['x'] : { x: 1 };
  }
}
