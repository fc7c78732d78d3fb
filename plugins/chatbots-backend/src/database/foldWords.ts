/** Characters of a word that are kept: an index takes no longer ones, and nobody types them. */
const LONGEST = 100;

/**
 * The words of a text as every search compares them, each once: split at blanks, without difference of case, width or invisible
 * characters.
 *
 * @remarks
 * No database does it: what `lower()` knows hangs on the engine, and on PostgreSQL on the locale of the database. Lower case comes
 * first for `ẞ`, upper case makes `ss` of `ß`, and lower case again is what is compared. Accents stay: `uber` is not `über`.
 */
export function foldWords(text: string): string[] {
  const folded = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    // The form of sigma says where a word ends, and whoever types has not come to its end.
    .replace(/ς/g, 'σ')
    // What is left of the dotted capital I.
    .replace(/i\u0307/g, 'i')
    .normalize('NFKC');
  // No engine finds a control character, and PostgreSQL refuses the zero byte.
  const words = folded.split(/[\s\p{Cc}]+/u).filter(word => word !== '');
  return [...new Set(words.map(cut))];
}

/** The words that all have to be found for a search: each is the beginning of one. Those that another one implies are left out. */
export function wordsToFind(search: string): string[] {
  const words = foldWords(search);
  return words.filter(
    word => !words.some(other => other !== word && other.startsWith(word)),
  );
}

/** Whether texts have, for each of some words, one that begins with it. */
export function haveWords(
  texts: readonly (string | null)[],
  words: readonly string[],
): boolean {
  const own = texts.flatMap(text => (text === null ? [] : foldWords(text)));
  return words.every(word => own.some(one => one.startsWith(word)));
}

/** By characters: half of one would not be found again. */
function cut(word: string): string {
  return word.length > LONGEST ? [...word].slice(0, LONGEST).join('') : word;
}
