import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import type { Dropped, DropReason, Notice } from './Corpus.ts';
import { byCodeUnit } from './snapshot.ts';

/** Folders of programs, which nobody writes documents in. */
const PROGRAM_FOLDERS = new Set(['node_modules', '__pycache__']);

/** A file that may be a document. */
export interface FoundFile {
  /** Path below the folder, parts joined by `/`, in Unicode's normal form C. */
  document: string;
  /** Where it can be read. */
  path: string;
}

/** What is in a folder of documents and its sub-folders. */
export interface FoundFiles {
  /** Sorted by their paths' code units: no system's order of files and no locale shows. */
  files: FoundFile[];
  /** Sub-folders that were looked into, without a slash at the end. */
  folders: string[];
  dropped: Dropped[];
  notices: Notice[];
}

/**
 * Lists the files below a folder. Links are not followed: a link within the folder would show a document at a second place, where
 * other people may read; a link out of it leads to what nobody approved.
 *
 * @param exclude - Patterns of paths that are left out, for example `archive/**`
 * @throws Error where there is no such folder
 */
export async function findFiles(
  folder: string,
  exclude: readonly string[] = [],
): Promise<FoundFiles> {
  const root = await realpath(folder).catch((cause: Error) => {
    throw new Error(`There is no folder of documents at ${folder}.`, { cause });
  });
  if (!(await stat(root)).isDirectory()) {
    throw new Error(`${folder} is a file: documents are read from a folder.`);
  }
  const found: FoundFiles = {
    files: [],
    folders: [],
    dropped: [],
    notices: [],
  };
  const seen = new Set<string>();

  const patterns = exclude.map(pattern => pattern.replace(/\/+$/, ''));
  const excluded = (document: string) =>
    patterns.some(pattern => posix.matchesGlob(document, pattern));

  const drop = (document: string, reason: DropReason, message: string) =>
    found.dropped.push({ document, reason, message, share: 1 });

  const visit = async (below: string): Promise<void> => {
    const entries = await readdir(join(root, below), { withFileTypes: true });
    // The system's order would decide which of two files of one name is read.
    entries.sort((a, b) => byCodeUnit(a.name, b.name));
    for (const entry of entries) {
      const path = join(root, below, entry.name);
      const document = relative(root, path)
        .split(sep)
        .join('/')
        .normalize('NFC');
      const isFolder = entry.isDirectory();
      const shown = isFolder ? `${document}/` : document;
      if (/[\p{Cc}\ufffd]/u.test(document)) {
        drop(
          shown.replace(/[\p{Cc}\ufffd]/gu, '?'),
          'name',
          'has control characters in its name, or bytes that are no UTF-8',
        );
      } else if (entry.name.startsWith('.')) {
        drop(shown, 'hidden', 'begins with a dot');
      } else if (isFolder && PROGRAM_FOLDERS.has(entry.name)) {
        drop(shown, 'hidden', 'is a folder of programs');
      } else if (excluded(document)) {
        drop(shown, 'excluded', 'is excluded by the configuration');
      } else if (seen.has(document)) {
        drop(
          shown,
          'name',
          'has the name of another file in other code points',
        );
      } else if (entry.isSymbolicLink()) {
        await noteLink(document, path);
      } else if (isFolder) {
        seen.add(document);
        found.folders.push(document);
        await visit(join(below, entry.name));
      } else if (entry.isFile()) {
        seen.add(document);
        found.files.push({ document, path });
      } else {
        drop(shown, 'unreadable', 'is neither file nor folder');
      }
    }
  };

  const noteLink = async (document: string, path: string): Promise<void> => {
    const target = await realpath(path).catch(() => undefined);
    if (target === undefined) {
      drop(document, 'link', 'is a link that leads nowhere');
      return;
    }
    const inside = relative(root, target).split(sep).join('/');
    if (/^\.\.(?:\/|$)/.test(inside) || /(?:^|\/)\./.test(inside)) {
      drop(document, 'link', 'is a link out of the folder of documents');
      return;
    }
    found.notices.push({
      document,
      code: 'link-inside',
      message: `is a link to ${inside}, which is read at its own place`,
    });
  };

  await visit('');
  found.files.sort((a, b) => byCodeUnit(a.document, b.document));
  found.folders.sort(byCodeUnit);
  return found;
}
