import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';

/**
 * Packs a folder so that the same content always gives the same bytes: files sorted, one time, one mode, no owner.
 *
 * Stored, not compressed: the bytes of a compressor change with its version, and the archive is small.
 *
 * @param parts - folders below it that are packed; all of it without them
 */
export async function createArchive(
  folder: string,
  archive: string,
  parts: string[] = [''],
): Promise<void> {
  const files = parts.flatMap(part => filesBelow(folder, part)).sort();
  await create(
    {
      cwd: folder,
      file: archive,
      gzip: { level: 0 },
      portable: true,
      mtime: new Date(0),
      noDirRecurse: true,
      onWriteEntry: entry => {
        if (entry.stat) {
          entry.stat.mode = 0o100644;
        }
      },
    },
    files,
  );
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(
    entry => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    },
  );
}
