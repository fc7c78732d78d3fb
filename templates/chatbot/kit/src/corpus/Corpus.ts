import type { Chunk } from './Chunk.ts';

/**
 * Why a file of the folder, or a part of one, is not in the corpus.
 *
 * - `empty`: no text at all
 * - `no-text`: pages without text, as a scan has them
 * - `broken`: not readable as what its name says
 * - `encrypted`: needs a password
 * - `unknown-type`: no loader for this ending
 * - `binary`: said to be text, and is none
 * - `undecodable`: the bytes fit neither UTF-8 nor the configured fallback
 * - `too-large`: over `maxFileBytes`
 * - `lfs-pointer`: Git LFS left a pointer in place of the file
 * - `front-matter`: what stands before the text can't be read, so that nobody knows who may read the document
 * - `link`: a symbolic link that leads out of the folder, or nowhere
 * - `name`: a name with control characters, or that another file has after Unicode normalization
 * - `unreadable`: the operating system refuses it
 * - `hidden`, `excluded`, `no-document`: left out on purpose; see {@link droppedShare}
 */
export type DropReason =
  | 'binary'
  | 'broken'
  | 'empty'
  | 'encrypted'
  | 'excluded'
  | 'front-matter'
  | 'hidden'
  | 'lfs-pointer'
  | 'link'
  | 'name'
  | 'no-document'
  | 'no-text'
  | 'too-large'
  | 'undecodable'
  | 'unknown-type'
  | 'unreadable';

/** Something in the folder that cannot be found by a question. */
export interface Dropped {
  /** Path below the folder of documents, parts joined by `/`; a folder's ends in `/`. */
  document: string;
  /** Which part, for example `page=3`; the whole document where there is none. */
  part?: string;
  reason: DropReason;
  message: string;
  /** How much of the document it is: 1 is all of it. */
  share: number;
}

/** Something that was read otherwise than its author may expect. Nothing of it is lost but what the message says. */
export interface Notice {
  document: string;
  part?: string;
  code:
    | 'blank-page'
    | 'fallback-encoding'
    | 'heading-without-text'
    | 'link-inside'
    | 'not-converted'
    | 'outside-main'
    | 'pictures'
    | 'read-as-plain-text'
    | 'unseen-characters';
  message: string;
}

/** A document that was read. */
export interface ReadDocument {
  document: string;
  /** Size of the file. */
  bytes: number;
  /** UTF-16 code units of the text that was found in it, before any cut. */
  characters: number;
  /** How many chunks came of it. */
  chunks: number;
}

/** Identity of a set of chunks: equal documents give an equal snapshot on every machine. */
export interface CorpusSnapshot {
  /** SHA-256, 64 lower-case hexadecimal digits, over the sorted lines of the snapshot. */
  digest: string;
  /** Number of chunks. */
  count: number;
}

/** What came of reading a folder of documents. */
export interface Corpus {
  /** In the order of documents' paths, and within a document from its beginning. */
  chunks: Chunk[];
  documents: ReadDocument[];
  dropped: Dropped[];
  notices: Notice[];
  snapshot: CorpusSnapshot;
}

/** What of a folder is left out on purpose, and says nothing about whether the documents were read. */
const UNCOUNTED: ReadonlySet<DropReason> = new Set([
  'excluded',
  'hidden',
  'no-document',
]);

/** Allowed share of dropped documents where nothing is configured: one scan among twenty files, never one among ten. */
export const DEFAULT_DROPPED_SHARE = 0.05;

const NAMED = 10;

/**
 * Share of the documents that cannot be found, from 0 to 1. Documents count, not bytes: a question asks for a page of text, and a
 * scan of 20 MB is one document as much as a note is. A document of which some pages are lost counts by that share of itself.
 * Hidden and excluded files, and pictures, style sheets and settings beside the documents, do not count.
 */
export function droppedShare(corpus: Corpus): number {
  const counted = corpus.dropped.filter(({ reason }) => !UNCOUNTED.has(reason));
  const whole = counted.filter(({ part }) => part === undefined).length;
  const lost = counted.reduce((sum, { share }) => sum + share, 0);
  return lost / Math.max(1, corpus.documents.length + whole);
}

/**
 * Refuses a corpus of which too much was dropped, or that is empty.
 *
 * @param share - Highest share that is allowed, from 0 to 1
 * @throws Error that names the first ten documents that are missing, with their reasons
 */
export function assertDroppedWithin(
  corpus: Corpus,
  share: number = DEFAULT_DROPPED_SHARE,
): void {
  const counted = corpus.dropped.filter(({ reason }) => !UNCOUNTED.has(reason));
  const found = droppedShare(corpus);
  if (corpus.chunks.length > 0 && found <= share) {
    return;
  }
  const lines = counted
    .slice(0, NAMED)
    .map(
      ({ document, part, reason, message }) =>
        `\n  ${document}${
          part === undefined ? '' : `#${part}`
        }: ${reason}: ${message}`,
    );
  const more = counted.length - lines.length;
  throw new Error(
    `${
      corpus.chunks.length === 0
        ? 'No text was found in the documents.'
        : `${percent(
            found,
          )} of the documents cannot be found by a question, and ${percent(
            share,
          )} is allowed. ` +
          'Repair them, exclude them by name, or raise the bound.'
    }${lines.join('')}${more > 0 ? `\n  and ${more} more` : ''}`,
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

/**
 * What a person has to know of a corpus, in lines: its size, what is missing in it, and what was read otherwise than expected.
 *
 * @param most - so many documents are named
 */
export function describeCorpus(corpus: Corpus, most = NAMED): string[] {
  const { chunks, documents, dropped, notices } = corpus;
  const missing = dropped.filter(({ reason }) => !UNCOUNTED.has(reason));
  const told = [
    ...missing.map(({ document, part, reason, message }) => ({
      document: part === undefined ? document : `${document}#${part}`,
      words: `${reason}: ${message}`,
    })),
    ...notices.map(({ document, message }) => ({ document, words: message })),
  ];
  return [
    `${chunks.length} passages of ${documents.length} documents, ${missing.length} dropped`,
    ...told
      .slice(0, most)
      .map(({ document, words }) => `${document}: ${words}`),
    ...(told.length > most
      ? [`and ${told.length - most} more: npm run doctor lists them`]
      : []),
  ];
}
