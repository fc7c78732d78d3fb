import { createMockDirectory } from '@backstage/backend-test-utils';
import { describeAuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node/testUtils';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { FileAnchor } from './FileAnchor';

const directory = createMockDirectory();
const path = () => directory.resolve('folder/checkpoints.jsonl');
const note = (size: number) => `portal.test\n${size}\nroot\n\n— signed\n`;

beforeEach(() => directory.clear());

describeAuditAnchor({
  name: 'in a file',
  create: () => new FileAnchor({ path: path() }),
  reopen: () => new FileAnchor({ path: path() }),
});

describe('FileAnchor', () => {
  async function setUp(...sizes: number[]) {
    const anchor = new FileAnchor({ path: path() });
    for (const size of sizes) {
      await anchor.anchor({ size, note: note(size) });
    }
    const sizesHeld = async () => {
      const held: number[] = [];
      for await (const { size } of anchor.readAll()) {
        held.push(size);
      }
      return held;
    };
    return { anchor, sizesHeld };
  }

  it('finds the last of many checkpoints, and one that is longer than a read', async () => {
    const { anchor } = await setUp(...Array.from({ length: 200 }, (_, n) => n));
    expect(await anchor.readLast()).toEqual({ size: 199, note: note(199) });
    const long = { size: 200, note: `${'ü'.repeat(5000)}\n` };
    await anchor.anchor(long);
    expect(await anchor.readLast()).toEqual(long);
  });

  it('does not take part of a line for a checkpoint, and goes on behind it', async () => {
    const { anchor, sizesHeld } = await setUp(1);
    await appendFile(path(), '{"size":2,"no');
    await expect(anchor.readLast()).rejects.toThrow();
    await anchor.anchor({ size: 3, note: note(3) });
    expect(await anchor.readLast()).toEqual({ size: 3, note: note(3) });
    expect(await sizesHeld()).toEqual([1, 3]);
  });

  it('only appends', async () => {
    const { anchor } = await setUp(1);
    const before = await readFile(path(), 'utf8');
    await anchor.anchor({ size: 2, note: note(2) });
    expect((await readFile(path(), 'utf8')).startsWith(before)).toBe(true);
  });

  it.each(['null\n', '[]\n', '{"size":"1","note":"x"}\n', '{"size":1}\n', 'x'])(
    'refuses to read %j',
    async text => {
      const { anchor, sizesHeld } = await setUp(1);
      await writeFile(path(), text);
      await expect(anchor.readLast()).rejects.toThrow();
      await expect(sizesHeld()).rejects.toThrow();
    },
  );
});
