import { Knex } from 'knex';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  Column,
  changesOf,
  describeChange,
  prepareForSql,
  readColumns,
  representatives,
  tryChange,
} from '../../__testUtils__/columnChanges';
import { isPostgres } from '../../database/dialect';
import { createTestDatabases } from '../../__testUtils__/databases';
import { playEveryState } from '../../__testUtils__/playEveryState';
import { describeNotCompared, NOT_COMPARED } from './notCompared';
import { FsckOptions, runFsck } from './runFsck';

const databases = createTestDatabases();
const THREAT_MODEL = resolve(__dirname, '../../../../../docs/threat-model.md');

/** Every column of every state, every leaf of JSON; else each column and each state at least once. */
const IS_WHOLE = process.env.COLUMN_CHANGES === 'all';

jest.setTimeout(IS_WHOLE ? 3 * 60 * 60_000 : 600_000);

function isCompared({ table, name }: Column): boolean {
  return !NOT_COMPARED.some(
    one => one.table === table && (!one.columns || one.columns.includes(name)),
  );
}

/** The part of the threat model between its marks, and the page with another text there. */
async function section() {
  const page = await readFile(THREAT_MODEL, 'utf8');
  const [before, rest = ''] = page.split('<!-- fsck compares all but -->\n');
  const [text, after] = rest.split('<!-- end of list -->');
  return {
    text,
    replace: (by: string) =>
      `${before}<!-- fsck compares all but -->\n${by}<!-- end of list -->${after}`,
  };
}

describe('what fsck compares with no event', () => {
  it('stands in the threat model with its reasons', async () => {
    if (process.env.UPDATE_DOCS) {
      const { replace } = await section();
      await writeFile(THREAT_MODEL, replace(`\n${describeNotCompared()}\n\n`));
    }
    const { text } = await section();
    expect(text.trim()).toBe(describeNotCompared());
  });
});

describe.each(databases.eachSupportedId())('fsck on %s', id => {
  let knex: Knex;
  let options: FsckOptions;
  let columns: Column[];

  beforeAll(async () => {
    knex = await databases.init(id);
    options = await playEveryState(knex);
    columns = await readColumns(knex);
    await prepareForSql(knex);
  });

  it('finds nothing in a portal that nobody touched', async () => {
    expect(await runFsck(knex, options)).toEqual([]);
  });

  it('names no table or column as not compared that is not there', () => {
    const missing = NOT_COMPARED.flatMap(({ table, columns: names = [] }) => {
      const own = columns.filter(one => one.table === table);
      return own.length === 0
        ? [table]
        : names.filter(name => !own.some(one => one.name === name));
    });
    expect(missing).toEqual([]);
  });

  it('finds each change of a column by whoever can write the database', async () => {
    const check = (db: Knex) => runFsck(db, options);
    const unseen: string[] = [];
    const untried: string[] = [];
    let tried = 0;
    for (const table of new Set(columns.map(column => column.table))) {
      const own = columns.filter(column => column.table === table);
      const compared = own.filter(isCompared);
      if (compared.length > 0) {
        const states = await representatives(knex, own);
        const changes = changesOf(compared, states, {
          isWhole: IS_WHOLE,
          dropsNotNull: isPostgres(knex),
        });
        if (changes.length === 0) {
          untried.push(`${table} has no row`);
        }
        for (const change of changes) {
          const found = await tryChange(knex, change, check);
          if (found === undefined) {
            untried.push(describeChange(change));
          } else {
            tried += 1;
            if (found.length === 0) {
              unseen.push(describeChange(change));
            }
          }
        }
      }
    }
    expect({ unseen, untried }).toEqual({ unseen: [], untried: [] });
    // As many as the schema has columns: a loop that tries none finds none.
    expect(tried).toBeGreaterThan(columns.filter(isCompared).length);
  });
});
