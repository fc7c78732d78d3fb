/**
 * The beginning of a text, of at most so many characters, counted as code points: as limits of the API count them, and never
 * through the middle of a surrogate pair, which `slice` may leave half of.
 *
 * @public
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  let end = 0;
  let count = 0;
  for (const character of text) {
    if (count === most) {
      break;
    }
    count += 1;
    end += character.length;
  }
  return text.slice(0, end);
}
