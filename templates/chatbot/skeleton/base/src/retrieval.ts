import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RetrievalSettings } from './configuration.ts';
import type { Passage } from './state.ts';
import { readText, withoutMark } from './text/readText.ts';
import { contentTokens } from './text/tokens.ts';

/** Finds the passages that may answer a question, best first. */
export interface Retriever {
  retrieve(question: string): Promise<Passage[]>;
}

/** A section of a document: the unit that is found, shown to the model and cited. */
export interface Section {
  id: string;
  title: string;
  text: string;
}

/** Reads every Markdown file of a folder and cuts it at its second-level headings. */
export function readSections(folder: string): Section[] {
  const files = readdirSync(folder).filter(file => file.endsWith('.md'));
  return files.sort().flatMap(file =>
    // A byte order mark would hide the title from whoever looks for it at the beginning.
    sectionsOf(file, withoutMark(readText(join(folder, file)))),
  );
}

/** Cuts one document at its second-level headings. */
export function sectionsOf(file: string, markdown: string): Section[] {
  const [head = '', ...parts] = markdown.split(/^## /m);
  const documentTitle = /^# (.+)$/m.exec(head)?.[1]?.trim() ?? file;
  return parts.map(part => {
    const [heading = '', ...body] = part.split('\n');
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-');
    return {
      id: `${file}#${slug}`,
      title: `${documentTitle}: ${heading.trim()}`,
      text: body.join(' ').replace(/\s+/g, ' ').trim(),
    };
  });
}

interface IndexedSection extends Section {
  frequencies: Map<string, number>;
  length: number;
}

/** Ranks sections by BM25 over their stems: exact, explainable, and the same on every machine. */
export class KeywordRetriever implements Retriever {
  readonly #sections: IndexedSection[];
  readonly #settings: RetrievalSettings;
  readonly #averageLength: number;

  private constructor(sections: IndexedSection[], settings: RetrievalSettings) {
    this.#sections = sections;
    this.#settings = settings;
    const total = sections.reduce((sum, section) => sum + section.length, 0);
    this.#averageLength = total / Math.max(1, sections.length);
  }

  static create(
    sections: Section[],
    settings: RetrievalSettings,
  ): KeywordRetriever {
    const indexed = sections.map(section => {
      const tokens = contentTokens(
        `${section.title} ${section.title} ${section.text}`,
      );
      const frequencies = new Map<string, number>();
      for (const token of tokens) {
        frequencies.set(token, (frequencies.get(token) ?? 0) + 1);
      }
      return { ...section, frequencies, length: tokens.length };
    });
    return new KeywordRetriever(indexed, settings);
  }

  async retrieve(question: string): Promise<Passage[]> {
    const terms = [...new Set(contentTokens(question))];
    return this.#sections
      .map(section => ({ section, score: this.#score(section, terms) }))
      .filter(({ score }) => score >= this.#settings.minimumScore)
      .sort(
        (a, b) => b.score - a.score || (a.section.id < b.section.id ? -1 : 1),
      )
      .slice(0, this.#settings.topK)
      .map(({ section, score }) => ({
        id: section.id,
        title: section.title,
        text: section.text,
        score,
      }));
  }

  #score(section: IndexedSection, terms: string[]): number {
    const { k1, b } = this.#settings;
    let score = 0;
    for (const term of terms) {
      const frequency = section.frequencies.get(term) ?? 0;
      const containing = this.#sections.filter(({ frequencies }) =>
        frequencies.has(term),
      ).length;
      const idf = Math.log(
        1 + (this.#sections.length - containing + 0.5) / (containing + 0.5),
      );
      const discount =
        k1 * (1 - b + (b * section.length) / this.#averageLength);
      score += (idf * frequency * (k1 + 1)) / (frequency + discount);
    }
    return score;
  }
}
