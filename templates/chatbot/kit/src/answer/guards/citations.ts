/** Why an answer is not supported by what it cites. */
export type CitationProblem =
  | 'no-citation'
  | 'unknown-number'
  | 'uncited-sentence';

/** What an answer cites. */
export interface CitationCheck {
  /** The answer with its citations in one form: `[1]`, or `[1][2]` for several. */
  answer: string;
  /** Ids of the passages that it cites, in the order of its citations. */
  cited: string[];
  /** Whether it may be passed on. If not, it becomes a refusal. */
  valid: boolean;
  /** The first problem, where it is not valid. */
  problem?: CitationProblem;
  /** The number or the sentence with the problem: for a trace, not for the reader. */
  detail?: string;
}

/** Forms that models use: `[1]`, `[1, 2]`, `[1-3]`, `[passage 1]`, `[^1]`, `【1†source】`. A link such as `[1](…)` is none. */
const MARK =
  /[[【]\s*\^?(?:(?:passages?|sources?|quellen?|nr\.?)\s+)?(\d{1,3}(?:\s*[,;&–-]\s*\d{1,3}){0,9})(?:†[^\]】\n]{0,40})?\s*[\]】](?!\()/giu;
const PLAIN_MARK = /\[(\d{1,3})\](?!\()/g;
/** Code is no place for a citation: `list[0]`. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
/** A citation behind a full stop belongs to the sentence before it. A single letter with a full stop is an abbreviation. */
const SENTENCE_END =
  /(?<=(?<!\P{L}\p{L})[.!?]["'”»)]?(?:\s*\[\d+\]){0,10})\s+(?=[\p{Lu}"'“„(*])|(?<=[。！？](?:\s*\[\d+\]){0,10})(?=[^\s[])/u;
const LIST_ITEM = /^\s*(?:[-*•]|\d{1,3}[.)])\s+/;
const HEADING = /^\s*#{1,6}\s|^\s*\*\*[^*]+\*\*:?\s*$/;

/**
 * Checks that an answer is supported: it cites, only passages that exist, and no paragraph ends with a sentence that cites nothing.
 *
 * The prompt asks for a citation after each sentence. Models do that mostly, but many cite once behind two or three sentences of
 * a paragraph, or in the line that leads to a list. Both count: a sentence is covered by a citation in it or later in its paragraph,
 * a list by one in its leading line. What stands behind the last citation of a paragraph is what a model adds of its own; then the
 * whole answer is not passed on, for a half may say the opposite. Questions, headings and leading lines need none.
 *
 * A citation says where a sentence is said to come from, not that the passage says so: that is for the evaluation.
 *
 * @param passages - What the model was given, in the order of their numbers, the first being 1
 */
export function checkCitations(
  answer: string,
  passages: readonly { id: string }[],
): CitationCheck {
  const text = withPlainMarks(answer);
  const numbers = numbersIn(text);
  const unknown = numbers.find(number => passages[number - 1] === undefined);
  const cited = [
    ...new Set(numbers.flatMap(number => passages[number - 1]?.id ?? [])),
  ];
  const refused = (problem: CitationProblem, detail?: string) => ({
    answer: text,
    cited,
    valid: false,
    problem,
    ...(detail === undefined ? {} : { detail }),
  });
  if (numbers.length === 0) {
    return refused('no-citation');
  }
  if (unknown !== undefined) {
    return refused('unknown-number', String(unknown));
  }
  for (const paragraph of paragraphs(text)) {
    const last = claims(paragraph).at(-1);
    if (last?.covered === false) {
      return refused('uncited-sentence', last.text);
    }
  }
  return { answer: text, cited, valid: true };
}

/**
 * Takes marks that look like citations out of a document: `[12]` becomes `(12)`.
 *
 * To be called on passages before they are quoted in a prompt. A model that copies a sentence would copy the document's footnote
 * with it, and a document could lend itself numbers of other passages.
 */
export function withoutCitationMarks(text: string): string {
  return text.replace(MARK, (_, numbers: string) => `(${numbers})`);
}

function withPlainMarks(text: string): string {
  return outsideCode(text, part =>
    part.replace(MARK, (_, numbers: string) =>
      numbers
        .split(/\s*[,;&]\s*/)
        .flatMap(range)
        .map(number => `[${number}]`)
        .join(''),
    ),
  );
}

/** `1-3` is 1, 2, 3. One that runs backwards, or further than a prompt has passages, is left as its ends. */
function range(text: string): number[] {
  const [first = 0, last = first] = text.split(/\s*[–-]\s*/).map(Number);
  return last > first && last - first < 20
    ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
    : [...new Set([first, last])];
}

function numbersIn(text: string): number[] {
  const prose = outsideCode(text, part => part, '');
  return [...prose.matchAll(PLAIN_MARK)].map(([, number]) => Number(number));
}

function outsideCode(
  text: string,
  change: (part: string) => string,
  code?: string,
): string {
  let result = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(CODE)) {
    result += change(text.slice(at, index)) + (code ?? found);
    at = index + found.length;
  }
  return result + change(text.slice(at));
}

/** Parts between blank lines; a list belongs to the line that leads to it. */
function paragraphs(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(/\n[^\S\n]*\n/)) {
    const before = parts.at(-1);
    if (before !== undefined && (leads(before) || LIST_ITEM.test(part))) {
      parts[parts.length - 1] = `${before}\n${part}`;
    } else {
      parts.push(part);
    }
  }
  return parts;
}

function leads(text: string): boolean {
  return withoutMarks(text).endsWith(':');
}

function withoutMarks(text: string): string {
  return text.replace(PLAIN_MARK, '').trim();
}

function claims(paragraph: string): { text: string; covered: boolean }[] {
  const found: { text: string; covered: boolean }[] = [];
  let listIsCovered = false;
  for (const line of paragraph.split('\n')) {
    if (HEADING.test(line)) {
      continue;
    }
    if (leads(line)) {
      listIsCovered = numbersIn(line).length > 0;
      continue;
    }
    const isItem = LIST_ITEM.test(line);
    for (const sentence of line.replace(LIST_ITEM, '').split(SENTENCE_END)) {
      const words = withoutMarks(sentence);
      if (/[\p{L}\p{N}]/u.test(words) && !/[?？]["'”»)]?$/.test(words)) {
        const covered = numbersIn(sentence).length > 0;
        found.push({
          text: words,
          covered: covered || (isItem && listIsCovered),
        });
      }
    }
  }
  return found;
}
