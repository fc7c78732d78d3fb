import { newStemmer } from 'snowball-stemmers';
import { cutText } from '../text/cutText.ts';

/** Turns text into the tokens that are indexed and looked up, in order and with repetitions. */
export type Tokenizer = (text: string) => string[];

/** Names of the Snowball stemmers by the language's code; other languages are indexed without stems. */
const STEMMERS: Record<string, string> = {
  ar: 'arabic',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  hy: 'armenian',
  it: 'italian',
  nb: 'norwegian',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sl: 'slovene',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
};

/** Letters, marks and digits; a number keeps what stands between its digits: `1,200.50`, `08:30`. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:(?<=\p{Nd})[.,:]\p{Nd}+)*/gu;

/** Scripts that are written without blanks between words. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]+/gu;

/** A longer run of letters is no word: an encoded key, a link. */
const LONGEST_TOKEN = 64;

/** Distinct words whose stems are kept: natural text has far fewer that come again. */
const CACHED_STEMS = 50_000;

/**
 * Makes the tokenizer for a corpus. Documents and questions must be read by one of the same languages.
 *
 * There is no list of stop words: such a list costs more questions than it saves, and words that most passages have are
 * passed over when a question is asked.
 *
 * @param languages - codes such as `en` or `de-AT`. A word passes the stemmers of all of them, in this order, so that the
 *   forms of a word meet whichever language it is of.
 */
export function createTokenizer(languages: readonly string[]): Tokenizer {
  const stem = createStem(languages);
  // The segmenter costs twenty times what a regular expression does, so it reads only what has no blanks.
  const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  return text => {
    const tokens: string[] = [];
    for (const [word] of fold(text).matchAll(WORD)) {
      let end = 0;
      for (const { 0: run, index } of word.matchAll(UNSPACED)) {
        if (index > end) {
          tokens.push(stem(word.slice(end, index)));
        }
        for (const { segment } of segmenter.segment(run)) {
          tokens.push(segment);
        }
        end = index + run.length;
      }
      if (end < word.length) {
        tokens.push(stem(word.slice(end)));
      }
    }
    return tokens.map(token => cutText(token, LONGEST_TOKEN));
  };
}

/** One form for what reads the same: full-width and compatibility characters, capitals, `ß`, the final sigma. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ');
}

function createStem(languages: readonly string[]): (word: string) => string {
  const names = languages.map(
    code => STEMMERS[code.toLowerCase().split('-')[0] ?? ''],
  );
  const stemmers = [...new Set(names)]
    .filter(name => name !== undefined)
    .map(name => newStemmer(name));
  const known = new Map<string, string>();
  return word => {
    const before = known.get(word);
    if (before !== undefined) {
      return before;
    }
    const stemmed =
      word.length > LONGEST_TOKEN || /\p{N}/u.test(word)
        ? word
        : stemmers.reduce((form, stemmer) => stemmer.stem(form) || form, word);
    if (known.size >= CACHED_STEMS) {
      known.clear();
    }
    known.set(word, stemmed);
    return stemmed;
  };
}
