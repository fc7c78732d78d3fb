import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { list } from 'tar';
import { createArchive } from './archive.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

test('the same content gives the same bytes, whatever its times, modes and order of writing', async () => {
  const folder = temporaryFolder();
  const pack = async (names: string[], mode: number, time: number) => {
    const content = join(folder, `content-${time}`);
    mkdirSync(join(content, 'sub'), { recursive: true });
    for (const name of names) {
      writeFileSync(join(content, name), `text of ${name}`);
      chmodSync(join(content, name), mode);
      utimesSync(join(content, name), time, time);
    }
    await createArchive(content, join(folder, `${time}.tgz`));
    return readFileSync(join(folder, `${time}.tgz`));
  };
  const first = await pack(['b.txt', 'sub/c.txt', 'a.txt'], 0o755, 1_000_000);
  const second = await pack(['a.txt', 'sub/c.txt', 'b.txt'], 0o600, 2_000_000);
  assert.deepEqual(first, second);

  const entries: string[] = [];
  await list({
    file: join(folder, '1000000.tgz'),
    onReadEntry: entry => entries.push(entry.path),
  });
  assert.deepEqual(entries, ['a.txt', 'b.txt', 'sub/c.txt']);
});
