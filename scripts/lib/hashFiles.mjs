import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

function* walk(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isFile()) {
    yield path;
  } else if (info?.isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (!SKIPPED.has(name)) {
        yield* walk(join(path, name));
      }
    }
  }
}

/**
 * SHA-256 over the names and contents of files and folders, given relative to
 * the checkout. Absent ones count as absent.
 */
export function hashFiles(paths, { except } = {}) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of walk(join(ROOT, path))) {
      const name = relative(ROOT, file);
      if (!except?.test(name)) {
        const content = readFileSync(file);
        hash.update(`${name}\0${content.length}\0`);
        hash.update(content);
      }
    }
  }
  return hash.digest('hex');
}
