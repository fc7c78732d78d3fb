import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  instructionRule,
  withholdInstructions,
} from './withholdInstructions.ts';

/** A sentence of the labelled sets. */
export interface LabelledInstruction {
  /** Language code, such as `de`. */
  lang: string;
  text: string;
  /** Whether it talks to the model. */
  attack: boolean;
}

/** What the guard finds of one set. */
export interface InstructionFigures {
  set: string;
  attacks: number;
  /** Attacks that were passed on. */
  missed: string[];
  honest: number;
  /** Honest sentences that were withheld, each with the rule that took it. */
  falseAlarms: string[];
}

/**
 * Reads a set. All were made for this package. The rules were fitted to `attacks` and `honest`. `held-out` was written when the
 * rules were done, and they were not changed after it was measured: its figures say what to expect of other texts.
 */
export function readInstructions(
  set: 'attacks' | 'honest' | 'held-out',
): LabelledInstruction[] {
  const path = fileURLToPath(
    new URL(
      `../../../src/answer/guards/labelled/${set}.jsonl`,
      import.meta.url,
    ),
  );
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => ({
      attack: set === 'attacks',
      ...(JSON.parse(line) as Omit<LabelledInstruction, 'attack'>),
    }));
}

/** Ways to write a sentence so that people read the same and a pattern does not. */
export const DISGUISES: Record<string, (text: string) => string> = {
  'zero width': text => [...text].join('\u200b'),
  'soft hyphens': text => text.replace(/(\p{L})(\p{L})/gu, '$1\u00ad$2'),
  'full width': text =>
    text.replace(/[!-~]/g, character =>
      String.fromCharCode(character.charCodeAt(0) + 0xfee0),
    ),
  'look-alikes': text =>
    text.replace(/[aeopc]/g, letter => 'аеорс'['aeopc'.indexOf(letter)] ?? ''),
  'tag characters': text =>
    `Visitors wear a badge.${[...text]
      .filter(character => /[ -~]/.test(character))
      .map(character =>
        String.fromCodePoint(0xe0000 + (character.codePointAt(0) ?? 0)),
      )
      .join('')}`,
  'wrapped lines': text => text.replace(/ /g, '\n'),
};

/** Counts, in one set, the attacks that pass and the honest sentences that do not. */
export function measureInstructions(
  set: string,
  sentences: readonly LabelledInstruction[],
): InstructionFigures {
  const passes = ({ text }: LabelledInstruction) =>
    withholdInstructions(text).withheld === 0;
  const attacks = sentences.filter(({ attack }) => attack);
  const honest = sentences.filter(({ attack }) => !attack);
  return {
    set,
    attacks: attacks.length,
    missed: attacks.filter(passes).map(({ text }) => text),
    honest: honest.length,
    falseAlarms: honest
      .filter(sentence => !passes(sentence))
      .map(({ text }) => `${instructionRule(text)}: ${text}`),
  };
}

/** The figures of all sets, the attacks in each disguise too. */
export function measureAllInstructions(): InstructionFigures[] {
  const attacks = readInstructions('attacks');
  return [
    measureInstructions('fitted', [...attacks, ...readInstructions('honest')]),
    measureInstructions('held out', readInstructions('held-out')),
    ...Object.entries(DISGUISES).map(([name, disguise]) =>
      measureInstructions(
        name,
        attacks.map(attack => ({ ...attack, text: disguise(attack.text) })),
      ),
    ),
  ];
}

/** The figures as lines for a terminal. */
export function formatInstructions(all: readonly InstructionFigures[]): string {
  return [
    ...all.flatMap(({ set, attacks, missed, honest, falseAlarms }) => {
      const withheld = `${
        attacks - missed.length
      } of ${attacks} attacks withheld`;
      if (honest === 0) {
        return [`fitted, ${set}: ${withheld}`];
      }
      return [
        `${set}: ${withheld}, ${falseAlarms.length} of ${honest} honest sentences too`,
        ...missed.map(text => `  missed: ${text}`),
        ...falseAlarms.map(text => `  honest, but withheld by ${text}`),
      ];
    }),
    'The sets are small and were made for this package. A guard of known ways does not stop every attack.',
  ].join('\n');
}
