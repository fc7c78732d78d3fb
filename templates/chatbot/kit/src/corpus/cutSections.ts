import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { sha256 } from '../text/digest.ts';
import type { Chunk } from './Chunk.ts';
import { normalized } from './decodeText.ts';
import type { LoadedDocument } from './loaders/Loader.ts';

/** Longest text of a chunk where nothing is configured: about 300 tokens, of which four fit any prompt. */
export const DEFAULT_CHUNK_CHARACTERS = 1200;
/** Shorter ones would cut within sentences. */
export const LEAST_CHUNK_CHARACTERS = 200;

/** What part of a chunk may stand in the one before as well: a sentence or two, so that `it` has something to mean. */
const OVERLAP_SHARE = 0.1;
/** Stands where a sentence ends, while a section is cut; unit and record separator are taken out of every text before. */
const SENTENCE_END = '\u001f';
/** Stands in runs without blanks that are longer than a chunk; never within a character. */
const RUN_END = '\u001e';
const MARKS = /[\u001e\u001f]/g;

/** What all chunks of a document have in common. */
export interface DocumentFacts {
  document: string;
  groups?: string[];
  rights?: string;
}

/** Cuts sections into chunks of bounded size. */
export class ChunkCutter {
  readonly #most: number;
  readonly #splitter: RecursiveCharacterTextSplitter;

  /**
   * @param maxCharacters - Longest text of a chunk, in UTF-16 code units
   * @throws RangeError for fewer than {@link LEAST_CHUNK_CHARACTERS}
   */
  constructor(maxCharacters: number = DEFAULT_CHUNK_CHARACTERS) {
    if (
      !Number.isInteger(maxCharacters) ||
      maxCharacters < LEAST_CHUNK_CHARACTERS
    ) {
      throw new RangeError(
        `maxChunkCharacters is ${maxCharacters}: take a whole number from ${LEAST_CHUNK_CHARACTERS} on.`,
      );
    }
    this.#most = maxCharacters;
    this.#splitter = new RecursiveCharacterTextSplitter({
      chunkSize: maxCharacters,
      chunkOverlap: Math.floor(maxCharacters * OVERLAP_SHARE),
      separators: ['\n\n', '\n', SENTENCE_END, ' ', RUN_END],
    });
  }

  /**
   * The chunks of one document. A section that fits is one chunk, with the section's id; of one that is cut, the second part is
   * `leave.md#annual-leave~2`.
   */
  async chunksOf(
    loaded: LoadedDocument,
    { document, groups, rights }: DocumentFacts,
  ): Promise<Chunk[]> {
    const documentTitle = loaded.title ?? nameOf(document);
    const chunks: Chunk[] = [];
    for (const { anchor, headings, text, page } of loaded.sections) {
      const id = anchor === undefined ? document : `${document}#${anchor}`;
      const title = normalized([documentTitle, ...headings].join(': '))
        .replace(/\s+/g, ' ')
        .trim();
      const pieces = await this.#pieces(text.replace(MARKS, ' '));
      pieces.forEach((piece, index) =>
        chunks.push({
          id: index === 0 ? id : `${id}~${index + 1}`,
          document,
          title,
          text: piece,
          digest: sha256(`${title}\n${piece}`),
          ...(page !== undefined && { page }),
          ...(groups !== undefined && { groups }),
          ...(rights !== undefined && { rights }),
        }),
      );
    }
    return chunks;
  }

  async #pieces(text: string): Promise<string[]> {
    if (text.length <= this.#most) {
      return [text];
    }
    // A code point has at most two code units.
    const run = new RegExp(`[^ \\n]{${Math.floor(this.#most / 4)}}`, 'gu');
    const marked = text
      .replace(/(?<=[.!?…][)"'»”’\]]?)(?=\s)|(?<=[。！？])/gu, SENTENCE_END)
      .replace(run, characters => characters + RUN_END);
    const pieces = await this.#splitter.splitText(marked);
    return pieces
      .map(piece => piece.replace(MARKS, '').trim())
      .filter(piece => piece !== '');
  }
}

/** What stands for the title of a document that has none. */
function nameOf(document: string): string {
  const name = document.split('/').at(-1) ?? document;
  return name.replace(/\.[^.]+$/, '').replace(/[-_]+/g, ' ');
}
