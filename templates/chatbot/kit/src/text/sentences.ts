/** Splits prose at sentence ends; a dot inside a number or after a digit and before a small letter is none. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\d"'(])/u)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '');
}
