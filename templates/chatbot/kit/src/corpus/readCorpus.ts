import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Corpus, Dropped } from './Corpus.ts';
import { ChunkCutter } from './cutSections.ts';
import { isEncoding } from './decodeText.ts';
import { LOADERS, NO_DOCUMENTS } from './loaders/index.ts';
import { DocumentRefused } from './loaders/Loader.ts';
import type { LoadedDocument, Loader } from './loaders/Loader.ts';
import { assertGroupNames, groupsOf, PathRules } from './placement.ts';
import type { ByPath } from './placement.ts';
import { byCodeUnit, snapshotOf } from './snapshot.ts';
import { findFiles } from './walk.ts';
import type { FoundFile } from './walk.ts';

/** Encoding of texts that are no UTF-8, where nothing is configured: what Windows wrote in western Europe. */
export const DEFAULT_FALLBACK_ENCODING = 'windows-1252';
/** Largest file that is read where nothing is configured. */
export const DEFAULT_FILE_BYTES = 20 * 1024 * 1024;

const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** Which documents are read, and how. */
export interface CorpusOptions {
  /** Folder of documents; its sub-folders belong to it. */
  folder: string;
  /** WHATWG name of an encoding; {@link DEFAULT_FALLBACK_ENCODING} without one. */
  fallbackEncoding?: string;
  /** Label of rights: one for all documents, or by folder or document; the longest path decides. */
  rights?: string | ByPath<string>;
  /**
   * Who may read, by folder or document; the longest path decides, an empty list opens it to everybody. Front matter (`groups:`) may name
   * fewer groups than its folder, never others.
   */
  groups?: ByPath<readonly string[]>;
  /** Patterns of paths that are left out on purpose, for example `archive/**`. */
  exclude?: readonly string[];
  /** Longest text of a chunk, in UTF-16 code units. */
  maxChunkCharacters?: number;
  /** Larger files are dropped; {@link DEFAULT_FILE_BYTES} without it. */
  maxFileBytes?: number;
  /** Loaders of other kinds of files, or in place of those that are there, by ending in small letters. */
  loaders?: Readonly<Record<string, Loader>>;
  /** Called after each file. */
  onDocument?: (progress: {
    document: string;
    done: number;
    total: number;
  }) => void;
  /** Stops reading between two files. */
  signal?: AbortSignal;
}

/**
 * Reads a folder of documents. Each file is read and parsed once; one that can't be read is listed as dropped and does not stop the
 * others: see `assertDroppedWithin`.
 *
 * @throws Error where the folder, the encoding, a path of `groups` or `rights`, or a limit is wrong
 * @throws the signal's reason where it was stopped
 */
export async function readCorpus(options: CorpusOptions): Promise<Corpus> {
  const encoding = options.fallbackEncoding ?? DEFAULT_FALLBACK_ENCODING;
  if (!isEncoding(encoding)) {
    throw new Error(
      `${encoding} is no encoding that is known: take a name such as windows-1252 or shift_jis.`,
    );
  }
  const cutter = new ChunkCutter(options.maxChunkCharacters);
  assertGroupNames(options.groups ?? {});
  const groups = new PathRules(options.groups ?? {});
  const rights = new PathRules(
    typeof options.rights === 'string'
      ? { '.': options.rights }
      : options.rights ?? {},
  );
  const found = await findFiles(options.folder, options.exclude);
  const paths = [
    ...found.folders,
    ...found.files.map(({ document }) => document),
    ...found.dropped.map(({ document }) => document.replace(/\/$/, '')),
  ];
  groups.assertPathsExist('groups', paths);
  rights.assertPathsExist('rights', paths);

  const corpus: Omit<Corpus, 'snapshot'> = {
    chunks: [],
    documents: [],
    dropped: [...found.dropped],
    notices: [...found.notices],
  };
  const loaders = { ...LOADERS, ...options.loaders };
  const ids = new Set<string>();

  for (const [index, file] of found.files.entries()) {
    options.signal?.throwIfAborted();
    const { document } = file;
    try {
      const bytes = await contentOf(file, loaders, options.maxFileBytes);
      const loaded = await load(loaders, document, bytes, encoding);
      corpus.notices.push(
        ...loaded.notices.map(notice => ({ document, ...notice })),
      );
      assertNotEmpty(loaded);
      const chunks = await cutter.chunksOf(loaded, {
        document,
        groups: groupsOf(groups.for(document), loaded.groups),
        rights: rights.for(document),
      });
      for (const { id } of chunks) {
        if (ids.has(id)) {
          throw new DocumentRefused('broken', `gives the id ${id} twice`);
        }
        ids.add(id);
      }
      corpus.chunks.push(...chunks);
      corpus.dropped.push(
        ...loaded.dropped.map(part => ({ document, ...part })),
      );
      corpus.documents.push({
        document,
        bytes: bytes.length,
        characters: loaded.sections.reduce(
          (sum, { text }) => sum + text.length,
          0,
        ),
        chunks: chunks.length,
      });
    } catch (error) {
      corpus.dropped.push({ document, ...refusal(error), share: 1 });
    }
    options.onDocument?.({
      document,
      done: index + 1,
      total: found.files.length,
    });
  }
  corpus.dropped.sort((a, b) => byCodeUnit(a.document, b.document));
  corpus.notices.sort((a, b) => byCodeUnit(a.document, b.document));
  return { ...corpus, snapshot: snapshotOf(corpus.chunks) };
}

async function contentOf(
  { document, path }: FoundFile,
  loaders: Readonly<Record<string, Loader>>,
  most: number = DEFAULT_FILE_BYTES,
): Promise<Uint8Array> {
  const ending = endingOf(document);
  if (!Object.hasOwn(loaders, ending)) {
    throw NO_DOCUMENTS.has(ending)
      ? new DocumentRefused('no-document', `.${ending} files are no documents`)
      : new DocumentRefused(
          'unknown-type',
          ending === ''
            ? 'has no ending that says what it is'
            : `no loader reads .${ending} files`,
        );
  }
  const { size } = await stat(path);
  if (size > most) {
    throw new DocumentRefused(
      'too-large',
      `has ${size} bytes, and ${most} are allowed`,
    );
  }
  const bytes = await readFile(path);
  if (bytes.length === 0) {
    throw new DocumentRefused('empty', 'has no bytes');
  }
  if (bytes.toString('latin1', 0, LFS_POINTER.length) === LFS_POINTER) {
    throw new DocumentRefused(
      'lfs-pointer',
      'is a pointer of Git LFS: run `git lfs pull`',
    );
  }
  return bytes;
}

async function load(
  loaders: Readonly<Record<string, Loader>>,
  document: string,
  bytes: Uint8Array,
  fallbackEncoding: string,
): Promise<LoadedDocument> {
  const loader = loaders[endingOf(document)] as Loader;
  return loader({ document, bytes, fallbackEncoding });
}

function assertNotEmpty(loaded: LoadedDocument): void {
  if (loaded.sections.length === 0) {
    throw new DocumentRefused(
      'empty',
      loaded.notices.some(({ code }) => code === 'heading-without-text')
        ? 'has headings and no text under them'
        : 'has no text',
    );
  }
}

function refusal(error: unknown): Pick<Dropped, 'message' | 'reason'> {
  if (error instanceof DocumentRefused) {
    return { reason: error.reason, message: error.message };
  }
  const { code, message } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z]+$/.test(code)
    ? { reason: 'unreadable', message: `can't be read: ${code}` }
    : { reason: 'broken', message: `can't be read: ${message}` };
}

function endingOf(document: string): string {
  return extname(document).slice(1).toLowerCase();
}
