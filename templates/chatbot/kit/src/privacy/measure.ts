import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PersonalData } from './PersonalData.ts';
import { KINDS } from './span.ts';

/** Countries of the labelled set. */
export const LABELLED_COUNTRIES = ['DE', 'FR', 'GB', 'JP', 'US'];

/** A sentence whose personal data is marked. */
export interface LabelledSentence {
  /** Language code, such as `de`. */
  lang: string;
  /** The sentence without marks. */
  text: string;
  /** What is personal in it; kinds that are not looked for among them. */
  bits: { kind: string; start: number; end: number }[];
}

/** What masking finds of a labelled set. */
export interface PersonalDataFigures {
  /** By kind and language, how many marked bits there are and how many were masked as a whole. */
  recall: Record<string, Record<string, { found: number; of: number }>>;
  /** The bits that were not, as kind, language and sentence. */
  missed: string[];
  /** How many sentences without personal data there are. */
  clean: number;
  /** Those of them that were changed, masked. */
  falseAlarms: string[];
}

/** Reads the labelled set: `[[kind|value]]` marks a bit. It was made for this package; nobody's data is in it. */
export function readLabelled(file: 'marked' | 'clean'): LabelledSentence[] {
  const path = fileURLToPath(
    new URL(`../../src/privacy/labelled/${file}.jsonl`, import.meta.url),
  );
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const { lang, text } = JSON.parse(line) as { lang: string; text: string };
      const bits: LabelledSentence['bits'] = [];
      let plain = '';
      let at = 0;
      for (const mark of text.matchAll(/\[\[([a-z-]+)\|(.*?)\]\]/g)) {
        const [all, kind = '', value = ''] = mark;
        plain += text.slice(at, mark.index);
        bits.push({
          kind,
          start: plain.length,
          end: plain.length + value.length,
        });
        plain += value;
        at = mark.index + all.length;
      }
      return { lang, text: plain + text.slice(at), bits };
    });
}

/** Counts what is masked of a labelled set. */
export function measurePersonalData(
  personalData: PersonalData,
  marked = readLabelled('marked'),
  clean = readLabelled('clean'),
): PersonalDataFigures {
  const recall: PersonalDataFigures['recall'] = {};
  const missed: string[] = [];
  for (const { lang, text, bits } of marked) {
    const { spans } = personalData.mask(text);
    for (const { kind, start, end } of bits) {
      const row = ((recall[kind] ??= {})[lang] ??= { found: 0, of: 0 });
      row.of += 1;
      if (spans.some(span => span.start <= start && span.end >= end)) {
        row.found += 1;
      } else {
        missed.push(`${kind} ${lang}: ${text}`);
      }
    }
  }
  const falseAlarms = clean
    .map(({ lang, text }) => ({ lang, text, masked: personalData.mask(text) }))
    .filter(({ masked }) => masked.spans.length > 0)
    .map(({ lang, masked }) => `${lang}: ${masked.text}`);
  return { recall, missed, clean: clean.length, falseAlarms };
}

/** The sum of a kind's figures over the languages. */
export function recallOf(
  figures: PersonalDataFigures,
  kind: string,
): { found: number; of: number } {
  return Object.values(figures.recall[kind] ?? {}).reduce(
    (sum, { found, of }) => ({ found: sum.found + found, of: sum.of + of }),
    { found: 0, of: 0 },
  );
}

/** The figures as lines for a terminal. */
export function formatPersonalData(figures: PersonalDataFigures): string {
  const lookedFor = new Set<string>(KINDS);
  const lines = Object.entries(figures.recall).map(([kind, languages]) => {
    const { found, of } = recallOf(figures, kind);
    const parts = Object.entries(languages)
      .map(([lang, part]) => `${lang} ${part.found}/${part.of}`)
      .join(', ');
    const note = lookedFor.has(kind) ? '' : ', not looked for';
    return `${kind.padEnd(11)} ${found} of ${of} masked (${parts})${note}`;
  });
  return [
    ...lines,
    `${figures.falseAlarms.length} of ${figures.clean} sentences without personal data were changed`,
    ...figures.falseAlarms.map(line => `  ${line}`),
    'Not masked:',
    ...figures.missed.map(line => `  ${line}`),
    'The set is small and was made for this package: expect less of other texts. No masked text is free of personal data.',
  ].join('\n');
}
