/** The beginning of a text, of at most so many characters: `slice` counts UTF-16 code units, and may leave half of an emoji. */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : [...text].slice(0, most).join('');
}
