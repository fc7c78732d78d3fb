import { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { byId, ListOrder, newestFirst, paginate, readPages } from './paginate';

const databases = createTestDatabases();

interface Row {
  id: string;
  at: string;
  score: number | null;
  place: number;
}

/** Few different values, so that most of the order is decided between equals. */
const ROWS: Row[] = Array.from({ length: 23 }, (_, i) => ({
  id: `id-${String((i * 7) % 23).padStart(2, '0')}`,
  at: `2026-01-0${1 + (i % 4)}`,
  score: i % 5 === 0 ? null : (i % 3) / 10,
  place: i,
}));

const scored = (direction: 'asc' | 'desc'): ListOrder<Row> => ({
  parts: [
    {
      name: 'key',
      sql: 'coalesce(score, 1e300)',
      type: 'number',
      of: row => row.score ?? 1e300,
    },
    { name: 'id', sql: 'id', type: 'text', of: row => row.id },
  ],
  direction,
  bound: { sort: 'score', order: direction },
});

const placed: ListOrder<Row> = {
  parts: [
    { name: 'place', sql: 'place', type: 'integer', of: row => row.place },
  ],
  direction: 'desc',
};

const ORDERS: [string, ListOrder<Row>][] = [
  ['newest first', newestFirst<Row>('at')],
  ['by id', byId<Row>()],
  ['by an expression', scored('asc')],
  ['by an expression, turned', scored('desc')],
  ['by a number', placed],
];

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe.each(databases.eachSupportedId())('paginate on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.schema.createTable('listed', table => {
      table.string('id').primary();
      table.string('at');
      table.double('score');
      table.integer('place');
    });
    await knex('listed').insert(ROWS);
  });

  function sorted({ parts, direction }: ListOrder<Row>): Row[] {
    const sign = direction === 'asc' ? 1 : -1;
    return [...ROWS].sort((a, b) => {
      const part = parts.find(({ of }) => of(a) !== of(b));
      return part && part.of(a) < part.of(b) ? -sign : sign;
    });
  }

  async function walk(
    order: ListOrder<Row>,
    limit: number,
    keep?: (row: Row) => boolean,
  ): Promise<Row[][]> {
    const pages: Row[][] = [];
    let cursor: string | undefined;
    do {
      const page = await paginate<Row>(
        knex('listed'),
        order,
        { cursor, limit },
        keep,
      );
      pages.push(page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return pages;
  }

  describe.each(ORDERS)('%s', (_, order) => {
    it.each([1, 2, 5, 22, 23, 24])(
      'shows each row once and in order, %s at once',
      async limit => {
        const pages = await walk(order, limit);
        expect(pages.flat()).toEqual(sorted(order));
        expect(pages).toHaveLength(Math.ceil(ROWS.length / limit));
        expect(pages.slice(0, -1).every(page => page.length === limit)).toBe(
          true,
        );
      },
    );

    it('fills pages with the rows that are kept', async () => {
      const keep = ({ place }: Row) => place % 3 === 0;
      const pages = await walk(order, 3, keep);
      expect(pages.flat()).toEqual(sorted(order).filter(keep));
      expect(pages.map(({ length }) => length)).toEqual([3, 3, 2]);
    });

    it('is read as a whole, page by page', async () => {
      const read: Row[] = [];
      for await (const rows of readPages(knex('listed'), order, { size: 4 })) {
        read.push(...rows);
      }
      expect(read).toEqual(sorted(order));
    });
  });

  it('goes on after a row that was removed meanwhile', async () => {
    const { nextCursor } = await paginate<Row>(knex('listed'), placed, {
      limit: 3,
    });
    const { items } = await paginate<Row>(
      knex('listed').where('place', '<>', 20),
      placed,
      { cursor: nextCursor, limit: 2 },
    );
    expect(items.map(({ place }) => place)).toEqual([19, 18]);
  });

  it('begins at the beginning with an empty cursor', async () => {
    const { items } = await paginate<Row>(knex('listed'), placed, {
      cursor: '',
      limit: 1,
    });
    expect(items).toMatchObject([{ place: 22 }]);
  });

  it('takes a number that no column holds', async () => {
    const cursor = encoded({ place: 2 ** 40 });
    const { items } = await paginate<Row>(knex('listed'), placed, {
      cursor,
      limit: 1,
    });
    expect(items).toMatchObject([{ place: 22 }]);
  });

  it.each([
    ['nonsense', placed, 'nonsense'],
    ['no object', placed, encoded(7)],
    ['null', placed, encoded(null)],
    ['without a value', placed, encoded({})],
    ['with a value too many', placed, encoded({ place: 1, id: 'x' })],
    ['with a text for a number', placed, encoded({ place: '1' })],
    ['with a fraction', placed, encoded({ place: 1.5 })],
    ['with an endless number', placed, encoded({ place: 1e300 })],
    ['with a number for a text', byId<Row>(), encoded({ id: 1 })],
    ['with a zero byte', byId<Row>(), encoded({ id: 'a\0' })],
    ['of another list', byId<Row>(), encoded({ name: 'a' })],
    [
      'of the other direction',
      scored('asc'),
      encoded({ sort: 'score', order: 'desc', key: 1, id: 'a' }),
    ],
    ['of no direction', scored('asc'), encoded({ key: 1, id: 'a' })],
  ])('refuses a cursor that is %s', async (_, order, cursor) => {
    await expect(
      paginate(knex('listed'), order, { cursor }),
    ).rejects.toMatchObject({ reason: 'cursor-invalid' });
  });
});
