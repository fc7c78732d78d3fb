import type { BotWords, Prompts } from '../answer/prompts.ts';
import { instructionRule } from '../answer/guards/withholdInstructions.ts';

/** A way in which a prompt harms those who ask. */
interface PromptRule {
  name: string;
  pattern: RegExp;
}

/** What takes an order back: "never guess", "instead of inventing". */
const NEGATED =
  "(?<!\\b(?:not|never|n't|nor|no|without|instead of|rather than|avoid|nicht|nie|niemals|kein|keine|statt)(?: \\p{L}+){0,3} )";

function rule(name: string, ...patterns: string[]): PromptRule {
  return { name, pattern: new RegExp(patterns.join('|'), 'iu') };
}

/*
 * Orders that no chatbot of this kind is given, in English and German. The rules for documents are no use here, for a prompt does talk to
 * the model. They find what says so plainly; a prompt that harms by what it leaves out is seen only by the model that reads it.
 */
const RULES: readonly PromptRule[] = [
  rule(
    'tells it not to cite',
    "\\b(?:do not|don't|never|no need to|stop|skip|omit|leave out|without)\\b(?: \\p{L}+){0,3} (?:cit(?:e|ing|ations?)|sources|references)\\b",
    '\\b(?:keine|ohne) (?:quellen|belege|zitate)',
  ),
  rule(
    'tells it to answer without the passages',
    `${NEGATED}\\b(?:ignore|disregard|forget|overlook) (?:(?:all|any|what|of|in|is|stands) )*(?:the |these )?(?:passages?|documents?)`,
    `${NEGATED}\\b(?:from|use|using|rely on|trust) (?:\\p{L}+ )?(?:own|general|prior) (?:knowledge|judg(?:e)?ment|memory)`,
    `${NEGATED}\\b(?:guess|invent|make (?:something|it|one|an answer|things|facts)? ?up|fabricate|improvise)\\b`,
    `${NEGATED}\\b(?:rate einfach|erfinde?)\\b`,
    `${NEGATED}\\bignoriere\\b(?: \\p{L}+){0,2} (?:abschnitte|dokumente|textstellen)`,
  ),
  rule(
    'tells it never to refuse',
    "\\b(?:never|do not|don't) (?:ever )?(?:refuse|decline|reject)\\b(?! (?:rudely|harshly))",
    "\\b(?:never|do not|don't) (?:admit|say)(?: that)? you (?:do not|don't|cannot|can't)",
    '\\b(?:lehne|weise) niemals\\b',
  ),
  rule(
    'tells it to steer people',
    '\\b(?:always|in (?:every|each|all) (?:answers?|repl(?:y|ies))|end (?:every|each) (?:answer|reply)|whatever (?:they|is) ask)\\b[^.!?]{0,60}\\b(?:recommend|promote|advertise|praise|buy|discount|visit|subscribe|bitcoin|crypto)',
    `${NEGATED}\\b(?:tell|ask|urge|direct|invite|send)\\b (?:\\p{L}+ ){0,3}?to (?:visit|click|open|buy|transfer|pay|download|install|wire)\\b`,
    '\\b(?:recommend|promote|advertise|praise)\\b[^.!?]{0,60}\\b(?:every|each|all) (?:answers?|repl(?:y|ies)|questions?)\\b',
    '\\bempfiehl\\b[^.!?]{0,60}\\b(?:immer|jeder|jede|allen)\\b|\\b(?:immer|stets)\\b[^.!?]{0,40}\\bempfiehl',
  ),
  rule(
    'tells it to ask for secrets',
    `${NEGATED}\\b(?:ask|request|collect|demand|obtain|find out)\\b[^.!?]{0,60}\\b(?:passwords?|pins?|passcodes?|credit cards?|card numbers?|bank (?:details|accounts?)|social security|date of birth)`,
    `${NEGATED}\\b(?:frage?|verlange|erfrage)\\b[^.!?]{0,60}\\b(?:passw\\p{L}+|kennw\\p{L}+|pin|kontonummer|kreditkarte)`,
  ),
  rule(
    'tells it to pass for a person',
    `${NEGATED}\\b(?:say|claim|pretend|insist|tell \\p{L}+)(?: that| to be)?(?: you(?:'re| are)?)?(?: a)?(?: real)? ?\\b(?:human|person)\\b`,
    '\\b(?:deny|never (?:admit|reveal|say|disclose|mention))\\b(?: \\p{L}+){0,4} (?:an? )?(?:a\\.?i\\.?|bot|machine|language model)\\b',
    '\\byou are (?:a (?:real )?(?:human|person)|not an? (?:ai|bot|machine))\\b',
  ),
  rule(
    'tells it to hurt people',
    `${NEGATED}\\b(?:insult|mock|ridicule|threaten|humiliate|harass|discriminate)\\b`,
    '\\b(?:be|sound) (?:rude|insulting|hostile|racist|sexist)\\b',
  ),
  rule(
    'tells it to give away what is private',
    `${NEGATED}\\b(?:reveal|give (?:out|away)|share|disclose|list)\\b[^.!?]{0,40}\\b(?:private|personal|home|salar|bank|confidential|secret)`,
  ),
];

/** What the rules for documents find that is as harmful in a prompt. */
const FROM_DOCUMENTS = new Set(['override', 'reveal']);

/**
 * What is wrong with the prompts in force: orders that harm, and what the model is not told any more. Each line names the file and the
 * sentence.
 */
export function promptProblems(prompts: Prompts, words: BotWords): string[] {
  const [system, answer] = prompts.files();
  const missing = [
    ...(system && !prompts.render('system', words).includes(words.refusal)
      ? [`${system.file} does not say how to refuse: {{refusal}} is missing`]
      : []),
    ...(system && !CITES.test(`${system.text} ${answer?.text}`)
      ? [`${system.file} does not ask for citations, as in [1]`]
      : []),
    ...['passages', 'question']
      .filter(
        name =>
          !new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`).test(answer?.text ?? ''),
      )
      .map(name => `${answer?.file} has no {{${name}}}`),
  ];
  const orders = prompts.files().flatMap(({ file, text }) =>
    sentencesOf(text).flatMap(sentence => {
      const what = harmOf(sentence);
      return what === undefined ? [] : [`${file} ${what}: “${sentence}”`];
    }),
  );
  return [...missing, ...orders];
}

const CITES = /\bcit(?:e|ing|ations?)\b|\[1\]|\bquelle|\bbeleg|引用|出典/iu;

function harmOf(sentence: string): string | undefined {
  const found = RULES.find(({ pattern }) => pattern.test(sentence))?.name;
  if (found !== undefined) {
    return found;
  }
  const known = instructionRule(sentence);
  return known !== undefined && FROM_DOCUMENTS.has(known)
    ? 'sets its own rules aside or gives them away'
    : undefined;
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?。！？])\s+|\n\s*(?:[-*•]|\d+[.)])\s+|\n\s*\n/u)
    .map(sentence =>
      sentence
        .replace(/\s+/g, ' ')
        .replace(/^[-*•]\s+/, '')
        .trim(),
    )
    .filter(sentence => sentence !== '');
}
