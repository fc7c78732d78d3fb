import { contentWords, stem } from '../text/tokens.ts';

/** How a question begins that goes on from the one before, in English and German. */
const OPENING =
  /^(?:(?:and|or|but|also|then|what about|how about|what if|und|oder|aber|auch|was ist mit|wie ist es (?:mit|bei)|wie sieht es (?:mit|bei))(?:\s+|(?=\W|$)))+/iu;

/** Words that stand for something said before. */
const REFERENCE =
  /\b(?:it|its|they|them|their|theirs|this|that|these|those|he|him|his|she|her|hers|das|dies|diese[rsmn]?|davon|dafür|damit|dazu|dabei|darüber)\b/iu;

/** German words without a topic; the English ones are left out already. */
const GERMAN_WORDS = new Set(
  (
    'aber am auch auf aus bei bis da damit dafür darf darüber das davon dazu dem den der des die dies diese dürfen ein eine einem einen ' +
    'einer er es für gibt habe haben hat ich ihr im in ist kann können man mein mir mit muss müssen nach oder sie sind um und unser vom von vor ' +
    'wann warum was welche welcher welches wenn wer werden wie wieso wir wird wo zu zum zur über'
  ).split(' '),
);

/** A question with more words of its own says what it is about. */
const FEW_WORDS = 2;

/** With an opening such as "and", more words are still a fragment: "And for employees on probation?" */
const FEW_WORDS_AFTER_OPENING = 3;

/** Words taken over from the question before. */
const MOST_WORDS = 12;

/**
 * Makes a follow-up stand alone, by a fixed rule: where a question has few words of its own and refers to the one before, the words
 * of that one are added. Every other question stays as it is.
 *
 * It is what the offline model can do. It knows the words of English and German, and takes "And where is the canteen?" for a
 * follow-up.
 *
 * @param question - as asked
 * @param before - the question before it, as it was looked up
 */
export function standAlone(question: string, before: string): string {
  const asked = question.trim();
  const rest = asked.replace(OPENING, '');
  const own = new Set(topicWords(rest).map(stem));
  const isFollowUp =
    rest === asked
      ? own.size === 0 || (own.size <= FEW_WORDS && REFERENCE.test(asked))
      : own.size <= FEW_WORDS_AFTER_OPENING;
  const added = [...new Set(topicWords(before))]
    .filter(word => !own.has(stem(word)))
    .slice(0, MOST_WORDS);
  return isFollowUp && added.length > 0
    ? `${question} (${added.join(' ')})`
    : question;
}

function topicWords(text: string): string[] {
  return contentWords(text).filter(word => !GERMAN_WORDS.has(word));
}
