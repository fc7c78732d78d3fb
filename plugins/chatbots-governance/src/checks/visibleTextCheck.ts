import { z } from 'zod';
import { PolicyCheckBase } from '../policy';
import {
  countHidden,
  HIDDEN_KINDS,
  HiddenCount,
  HiddenKind,
  INVISIBLE_KINDS,
} from '../text';
import { CheckFinding, defineCheck, FactsOf } from './CheckDefinition';

/**
 * Prompts, parameters and the model card hold no characters that a model reads and people don't see.
 *
 * @public
 */
export type VisibleTextCheck = PolicyCheckBase & {
  /** Name of this type of check. */
  type: 'visible-text';
  /** Kinds that no text may hold. Default: tag, zero-width, bidi and control. */
  kinds?: HiddenKind[];
  /** Characters that a text may hold all the same, as in `U+200C`: Persian and Hindi are not written without it. */
  allow?: string[];
};

/** Texts that a finding names; it says how many more there are. */
const NAMED = 3;

/** Code points that a finding names of each kind. */
const NAMED_CODE_POINTS = 5;

/** Characters of what tags spell that a finding quotes. */
const QUOTED = 60;

const WORDS: Readonly<Record<HiddenKind, string>> = {
  tag: 'tag',
  'zero-width': 'zero width',
  bidi: 'bidirectional',
  control: 'control',
  bom: 'byte order mark',
  space: 'unusual space',
  'line-end': 'line end',
};

const codePoint = z.string().regex(/^U\+[0-9A-F]{4,6}$/, {
  error: 'must be a code point, as in U+200C',
});

/** The check, as it registers. @internal */
export const visibleTextDefinition = defineCheck<
  VisibleTextCheck,
  'prompts' | 'texts'
>({
  type: 'visible-text',
  // Before, it looked at prompts alone.
  version: '2',
  schema: z.strictObject({
    kinds: z.array(z.enum(HIDDEN_KINDS)).min(1).optional(),
    allow: z.array(codePoint).min(1).max(100).optional(),
  }),
  needs: ['prompts', 'texts'],
  describe,
  evaluate: visibleTextCheck,
});

function describe(check: VisibleTextCheck) {
  const kinds = check.kinds ?? INVISIBLE_KINDS;
  return {
    title: 'Texts without hidden characters',
    expected: `no ${kinds.map(kind => WORDS[kind]).join(', ')} characters`,
  };
}

function visibleTextCheck(
  check: VisibleTextCheck,
  { prompts, texts }: FactsOf<'prompts' | 'texts'>,
): CheckFinding {
  const described = describe(check);
  if (prompts.length === 0 && texts.length === 0) {
    return {
      ...described,
      outcome: 'not-applicable',
      actual: 'no prompts',
      reason: 'This version has no prompts, and no other texts',
      reasonCode: 'no-prompts',
    };
  }
  const found = [
    ...prompts.map(({ name, text = '' }) => ({ place: name, text })),
    ...texts,
  ].flatMap(({ place, text }) => {
    const counts = refusedIn(text, check);
    return counts.length > 0 ? [`${place}: ${inWords(counts)}`] : [];
  });
  if (found.length > 0) {
    const actual = firstOf(found, '; ');
    return {
      ...described,
      outcome: 'fail',
      actual,
      reason: `A model reads what reviewers can't see in ${actual}`,
      reasonCode: 'hidden-characters',
    };
  }
  const unknown = prompts.filter(({ text }) => text === undefined);
  if (unknown.length > 0) {
    const names = firstOf(
      unknown.map(({ name }) => name),
      ', ',
    );
    return {
      ...described,
      outcome: 'inconclusive',
      actual: `text not reported: ${names}`,
      reason: `The pipeline reported a digest and no text of ${names}; report the text with the version`,
      reasonCode: 'prompt-text-missing',
    };
  }
  return {
    ...described,
    outcome: 'pass',
    actual: 'none',
    reason: `No hidden characters in ${[
      prompts.length > 0 && counted(prompts.length, 'prompt'),
      texts.length > 0 &&
        counted(texts.length, 'text', 'of parameters and model card'),
    ]
      .filter(Boolean)
      .join(' and ')}`,
    reasonCode: 'rule-met',
  };
}

function counted(count: number, what: string, where = ''): string {
  return `${count} ${what}${count === 1 ? '' : 's'}${where && ` ${where}`}`;
}

function refusedIn(
  text: string,
  { kinds = [...INVISIBLE_KINDS], allow = [] }: VisibleTextCheck,
): HiddenCount[] {
  const allowed = new Set(
    allow.map(name => Number.parseInt(name.slice('U+'.length), 16)),
  );
  const rest =
    allowed.size > 0
      ? Array.from(text)
          .filter(one => !allowed.has(one.codePointAt(0)!))
          .join('')
      : text;
  return countHidden(rest).filter(({ kind }) => kinds.includes(kind));
}

/** For example "2 bidirectional (U+202E, U+202C)". */
function inWords(counts: readonly HiddenCount[]): string {
  return counts
    .map(({ kind, count, codePoints, spells }) => {
      const points =
        codePoints.length > NAMED_CODE_POINTS
          ? `${codePoints.slice(0, NAMED_CODE_POINTS).join(', ')} and others`
          : codePoints.join(', ');
      const quoted = spells && `, which spell "${spells.slice(0, QUOTED)}"`;
      return `${count} ${WORDS[kind]} (${points})${quoted ?? ''}`;
    })
    .join(', ');
}

function firstOf(entries: readonly string[], separator: string): string {
  const rest = entries.length - NAMED;
  const named = entries.slice(0, NAMED).join(separator);
  return rest > 0 ? `${named}${separator}${rest} more` : named;
}
