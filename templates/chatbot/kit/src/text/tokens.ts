/** Words that carry no topic; they would match every passage. */
const STOP_WORDS = new Set(
  (
    'a about all am an and any are as at be been being but by can could did do does doing for from had has have ' +
    'get gets give having he her his how i if in into is it its just long many may me might more most much must my no nor not of often on or our ' +
    'please she should so some such tell than that the their them then there these they this those to up us was ' +
    'we were what when where which while who whom why will with would you your'
  ).split(' '),
);

/** A word's stem: enough of Porter's idea to make `reimbursed` meet `reimbursement`. */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) {
    return word;
  }
  const stemmed = word
    .replace(/(ments?|ings?|ed|ies|es|s|ly|ation|ations)$/, '')
    .replace(/(.)\1$/, '$1')
    .replace(/[ye]$/, '');
  return stemmed.length >= 3 ? stemmed : word;
}

/** The words that carry meaning, in small letters, in order and with repetitions. */
export function contentWords(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+(?:[.,:]\d+)*/gu) ?? [];
  return words.filter(word => !STOP_WORDS.has(word));
}

/** The stems of the words that carry meaning, in order and with repetitions. */
export function contentTokens(text: string): string[] {
  return contentWords(text).map(stem);
}
