import { readdirSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { create, extract } from 'tar';

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

/**
 * Unpacks an archive into a new temporary folder, where it runs with the dependencies that the repository at `root` has installed.
 *
 * @returns the folder, which the caller removes
 */
export async function unpackArchive(
  root: string,
  archive: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chatbot-built-'));
  try {
    await extract({ file: archive, cwd: folder, strict: true });
    await symlink(
      join(resolve(root), 'node_modules'),
      join(folder, 'node_modules'),
    );
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(
    entry => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    },
  );
}
