declare module 'snowball-stemmers' {
  /** Makes a stemmer, by the name of a language in English and small letters. */
  export function newStemmer(language: string): { stem(word: string): string };
}
