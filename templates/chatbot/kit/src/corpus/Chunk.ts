/** A part of a document that can be found, quoted and cited. */
export interface Chunk {
  /**
   * Document and section, for example `leave.md#annual-leave`. It stays the same while the heading does, so that datasets
   * can name it.
   */
  id: string;
  /** Path below the folder of documents, parts joined by `/`. */
  document: string;
  /** The document's title and the headings down to the section's own: `Leave: Annual leave`. */
  title: string;
  text: string;
  /** SHA-256, hexadecimal, of title and text: what the model reads. */
  digest: string;
  /** Page of a PDF file, from 1. */
  page?: number;
  /** Who may read it, as names of groups; everybody where there are none. */
  groups?: string[];
  /** Under which rights the document is used, in the words of `chatbot.config.json`. */
  rights?: string;
}
