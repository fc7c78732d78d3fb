import { foldText } from '../../text/foldText.ts';
import { INSTRUCTION_RULES } from './instructionRules.ts';

/** A document's text without the sentences that talk to the model. */
export interface WithheldText {
  /** What may be quoted. Where nothing is withheld, it is the text as given. */
  text: string;
  /** How many sentences were withheld. */
  withheld: number;
  /** Those sentences, and text hidden in characters that show nothing, for a trace or a page; never for the model. */
  sentences: string[];
}

/** Tags (U+E0000–E007F) and selectors of variants in a row spell words that nobody sees. */
const HIDDEN =
  /[\u{e0000}-\u{e007f}]+|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}/gu;
/** A flag of a region is a black flag with tags behind it. */
const FLAG = '\u{1f3f4}';
/** Where a sentence ends: not at a line's end, for an order may be wrapped; but before a list item, a heading, a blank line. */
const SENTENCE_END =
  /(?<=[.!?]["'”»)]?)\s+(?=[\p{Lu}\p{N}"'“„»(<[*#-])|(?<=[。！？])|\n\s*\n|\n(?=\s*(?:[-*•>|#]|\d+[.)])\s?)/gu;
/** Letters of other alphabets that look like Latin ones. */
const LOOK_ALIKES = new Map(
  [
    ...'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwνvοoαaιiκkρpτtυuАAВBЕEКKМMНHОOРPСCТTХX'.matchAll(
      /(.)(.)/gu,
    ),
  ].map(([, like = '', letter = '']) => [like, letter]),
);

/**
 * Withholds the sentences of a document that talk to the model instead of the reader.
 *
 * A filter of known ways, not a proof: the passages are quoted as material, too, and the answer is checked. What it finds of the
 * labelled set, and which honest sentences it takes, is printed by `measureInstructions`.
 */
export function withholdInstructions(text: string): WithheldText {
  const withheld: string[] = [];
  const seen = text.replace(HIDDEN, (run, at: number) => {
    if (text.slice(0, at).endsWith(FLAG)) {
      return run;
    }
    const words = hiddenWords(run);
    if (words.trim() !== '') {
      withheld.push(words);
    }
    return '';
  });
  const kept: string[] = [];
  for (const { sentence, gap } of split(seen)) {
    if (looksLikeInstruction(sentence)) {
      withheld.push(sentence.trim());
    } else {
      kept.push(sentence, gap);
    }
  }
  const result = kept.join('');
  return {
    text: withheld.length === 0 ? text : result.trim(),
    withheld: withheld.length,
    sentences: withheld,
  };
}

/** Whether a text gives the model instructions. For a question it is a sign to count, not a reason to refuse. */
export function looksLikeInstruction(text: string): boolean {
  return instructionRule(text) !== undefined;
}

/** Name of the first rule that a text meets. */
export function instructionRule(text: string): string | undefined {
  const plain = plainWords(text);
  return INSTRUCTION_RULES.find(({ pattern }) => pattern.test(plain))?.name;
}

/** What a reader takes the text for: no look-alikes, no letters with blanks between, one blank between words. */
function plainWords(text: string): string {
  return foldText(text)
    .text.replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\p{L}+/gu, word =>
      /\p{sc=Latin}/u.test(word) || [...word].every(c => LOOK_ALIKES.has(c))
        ? [...word].map(c => LOOK_ALIKES.get(c) ?? c).join('')
        : word,
    )
    .replace(/(?<!\p{L})(?:\p{L}[ ._-]){3,}\p{L}(?!\p{L})/gu, spaced =>
      spaced.replace(/[ ._-]/g, ''),
    )
    .replace(/[*_`~]+/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?<=[^\n.:;!?]) ?\n ?(?=[^\n])/g, ' ');
}

function hiddenWords(run: string): string {
  return [...run]
    .map(character => {
      const code = character.codePointAt(0) ?? 0;
      if (code >= 0xe0000 && code <= 0xe007f) {
        return code >= 0xe0020 && code < 0xe007f
          ? String.fromCharCode(code - 0xe0000)
          : '';
      }
      // Selectors of variants are used as the 256 values of a byte.
      return String.fromCharCode(
        code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00,
      );
    })
    .join('');
}

function split(text: string): { sentence: string; gap: string }[] {
  const parts: { sentence: string; gap: string }[] = [];
  let at = 0;
  for (const { 0: gap, index } of text.matchAll(SENTENCE_END)) {
    parts.push({ sentence: text.slice(at, index), gap });
    at = index + gap.length;
  }
  parts.push({ sentence: text.slice(at), gap: '' });
  return parts;
}
