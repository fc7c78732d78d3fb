import type { DropReason, Dropped, Notice } from '../Corpus.ts';

/** A file as a loader gets it. */
export interface DocumentFile {
  /** Path below the folder of documents, parts joined by `/`. */
  document: string;
  bytes: Uint8Array;
  /** WHATWG name of the encoding of texts that are no UTF-8 and don't say what they are. */
  fallbackEncoding: string;
}

/** A part of a document under one heading, or one page. */
export interface LoadedSection {
  /** What stands behind `#` in the ids of its chunks; without one it is the document's beginning, or all of it. */
  anchor?: string;
  /** Headings from the outermost to its own, without the document's title. */
  headings: string[];
  text: string;
  /** Page of a PDF file, from 1. */
  page?: number;
}

/** What a loader found in a file. */
export interface LoadedDocument {
  /** Absent where the document has none: then its file's name stands for it. */
  title?: string;
  sections: LoadedSection[];
  dropped: Omit<Dropped, 'document'>[];
  notices: Omit<Notice, 'document'>[];
  /** Who may read it, where the document itself says so. */
  groups?: string[];
}

/** Reads the text of one kind of files. */
export type Loader = (file: DocumentFile) => Promise<LoadedDocument>;

/** Says why a whole document can't be read; it is then listed as dropped. */
export class DocumentRefused extends Error {
  readonly reason: DropReason;

  constructor(reason: DropReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DocumentRefused';
    this.reason = reason;
  }
}
