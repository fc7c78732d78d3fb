import { LONGEST_NAME, NAME_PATTERN } from '../generated/names';

const ALLOWED =
  "names take letters, marks and digits of any script, spaces and ._:/@+-()=,&'";
const SHOWN = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

/**
 * Looks whether a text is a name of a metric, dataset, judge, topic, sample or suite: 1 to 100 code points, letters, marks and digits
 * of any script, spaces and `._:/@+-()=,&'`, in the form NFC of Unicode, and more than spaces.
 *
 * @remarks
 * API, policies and the client that reports ask this, so that what one takes the others take. NFC is asked for and not made: a
 * name that was changed on the way would be another than the one in the repository.
 *
 * @returns undefined for a name, else the problem, as words that go on after the name of a field such as `has '*' (U+002A) at
 * character 4`, and the remedy
 *
 * @public
 */
export function findNameFault(
  text: string,
): { problem: string; remedy: string } | undefined {
  const characters = [...text];
  if (characters.length === 0) {
    return { problem: 'is empty', remedy: 'give it a name' };
  }
  if (characters.length > LONGEST_NAME) {
    return {
      problem: `has ${characters.length} characters`,
      remedy: `names have at most ${LONGEST_NAME}`,
    };
  }
  const bad = characters.findIndex(
    character => character !== ' ' && !NAME_PATTERN.test(character),
  );
  if (bad !== -1) {
    const code = describeCharacter(characters[bad]);
    return {
      problem: `has ${code} at character ${bad + 1}`,
      remedy: `take out ${code}: ${ALLOWED}`,
    };
  }
  if (!NAME_PATTERN.test(text)) {
    return { problem: 'holds nothing but spaces', remedy: 'give it a name' };
  }
  const nfc = [...text.normalize('NFC')];
  const at = characters.findIndex((character, i) => character !== nfc[i]);
  if (at === -1) {
    return undefined;
  }
  const written = nfc[at] === undefined ? 'less' : describeCharacter(nfc[at]);
  return {
    problem: `is not in the form NFC of Unicode: character ${
      at + 1
    } is ${describeCharacter(characters[at])}, where NFC has ${written}`,
    remedy: 'normalize the name to NFC, as String.prototype.normalize() does',
  };
}

/** Named by its code point; shown as well where it can be seen. */
function describeCharacter(character: string): string {
  const code = `U+${character
    .codePointAt(0)!
    .toString(16)
    .toUpperCase()
    .padStart(4, '0')}`;
  return SHOWN.test(character) ? `'${character}' (${code})` : code;
}
