/** Where a sentence is over. A citation belongs to the sentence before it. */
const END =
  /[.!?](?:\s*\[\d+\])*\s+(?=\p{Lu})|[。！？](?:\s*\[\d+\])*\s*(?=[^\s[])|\n[^\S\n]{0,80}\n(?=\S)/gu;
/** How far before new text an end may begin: its citations and blanks. */
const REACH = 200;

/** Holds text back until a sentence is whole, so that what is checked or masked is never cut in two. */
export class SentenceGate {
  readonly #emit: (sentence: string) => void;
  /** The beginning of the sentence, which is searched no more. */
  #begun: string[] = [];
  /** What follows it: new text and a little before it. */
  #recent = '';

  private constructor(emit: (sentence: string) => void) {
    this.#emit = emit;
  }

  /** The sentences come with the blanks behind them: joined, they are the text. */
  static create(emit: (sentence: string) => void): SentenceGate {
    return new SentenceGate(emit);
  }

  /** Takes the next piece of text. */
  push(text: string): void {
    END.lastIndex = Math.max(0, this.#recent.length - REACH);
    this.#recent += text;
    // Collected first: the pattern is shared, and who takes a sentence may push to another gate.
    const ends: number[] = [];
    for (let end = END.exec(this.#recent); end; end = END.exec(this.#recent)) {
      ends.push(end.index + end[0].length);
    }
    let from = 0;
    const { length } = this.#recent;
    for (const end of ends) {
      this.#begun.push(this.#recent.slice(from, end));
      from = end;
      this.#pass();
    }
    // Kept short: the whole sentence would be copied for each piece.
    const kept = Math.max(from, length > 4 * REACH ? length - REACH : 0);
    this.#begun.push(this.#recent.slice(from, kept));
    this.#recent = this.#recent.slice(kept);
  }

  /** Passes on the rest, whether it is a whole sentence or not. */
  end(): void {
    this.#begun.push(this.#recent);
    this.#recent = '';
    this.#pass();
  }

  #pass(): void {
    const sentence = this.#begun.join('');
    this.#begun = [];
    if (sentence !== '') {
      this.#emit(sentence);
    }
  }
}
