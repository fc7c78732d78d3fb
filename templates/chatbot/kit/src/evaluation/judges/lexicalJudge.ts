import { sha256 } from '../../text/digest.ts';
import { readSource } from '../../text/kitFolder.ts';
import { sentences } from '../../text/sentences.ts';
import { contentTokens } from '../../text/tokens.ts';
import type { Sample } from '../dataset.ts';
import type { Reply } from '../Reply.ts';
import type { Judge, Judgement } from './Judge.ts';

/** A sentence counts as supported when a passage holds at least this share of its words. */
const SUPPORTED = 0.8;

/**
 * Stands in for a language model: compares words. It can't tell a contradiction from an agreement, which is why its
 * metrics don't carry the names of RAGAS.
 */
export function createLexicalJudge(): Judge {
  // The code is the judge: what it computes is fixed by these files.
  const files = [
    'evaluation/judges/lexicalJudge.ts',
    'text/tokens.ts',
    'text/sentences.ts',
  ];
  return {
    name: 'lexical',
    kind: 'stand-in',
    digest: sha256(files.map(file => sha256(readSource(file))).join('\n')),
    score: async (sample, reply) => judgeWords(sample, reply),
  };
}

/** A score with the reason for it. */
interface Finding {
  score: number;
  reason: string;
}

/** The lexical metrics of one answer. For a sample that is to be refused there is nothing to compare. */
function judgeWords(
  sample: Sample,
  { answer, refused, sources }: Reply,
): Judgement {
  if (sample.refuse || sample.expected === undefined) {
    return { scores: {} };
  }
  const passages = sources.map(({ text }) => new Set(contentTokens(text)));
  const everything = new Set(passages.flatMap(passage => [...passage]));
  // Who says nothing supports nothing: a refusal must not look more faithful than an answer.
  const nothing = { score: 0, reason: 'It was refused, so nothing is said.' };
  const findings: Record<string, Finding> = {
    lexical_faithfulness: refused ? nothing : faithfulness(answer, passages),
    lexical_answer_relevancy: refused
      ? nothing
      : overlap(
          sample.question,
          [...new Set(contentTokens(sample.question))],
          new Set(contentTokens(answer)),
          'words of the question are in the answer',
        ),
    lexical_context_recall: overlap(
      sample.expected,
      contentTokens(sample.expected),
      everything,
      'words of the expected answer are in the passages',
    ),
  };
  const each = <T>(of: (finding: Finding) => T) =>
    Object.fromEntries(
      Object.entries(findings).map(([metric, one]) => [metric, of(one)]),
    );
  return {
    scores: each(({ score }) => score),
    reasons: each(({ reason }) => reason),
  };
}

/** The share of the answer's sentences that one passage supports. */
function faithfulness(answer: string, passages: Set<string>[]): Finding {
  const claims = sentences(answer.replace(/\s*\[\d+\]/g, '')).filter(
    claim => contentTokens(claim).length > 0,
  );
  if (claims.length === 0) {
    return { score: 0, reason: 'The answer says nothing.' };
  }
  const unsupported = claims.filter(claim => {
    const words = contentTokens(claim);
    return !passages.some(passage => share(words, passage) >= SUPPORTED);
  });
  const supported = claims.length - unsupported.length;
  return {
    score: supported / claims.length,
    reason: [
      `${supported} of ${claims.length} sentences are in one passage.`,
      ...unsupported.map(claim => `Not there: “${claim}”`),
    ].join('\n'),
  };
}

/** The share of a text's words that a set has, and which it has not. */
function overlap(
  text: string,
  tokens: string[],
  set: Set<string>,
  what: string,
): Finding {
  const missing = (text.match(/[\p{L}\p{N}]+(?:[.,:]\d+)*/gu) ?? []).filter(
    word => contentTokens(word).some(token => !set.has(token)),
  );
  const found = tokens.filter(token => set.has(token)).length;
  return {
    score: share(tokens, set),
    reason: [
      `${found} of ${tokens.length} ${what}.`,
      ...(missing.length > 0
        ? [`Not there: ${[...new Set(missing)].join(', ')}`]
        : []),
    ].join('\n'),
  };
}

function share(tokens: string[], set: Set<string>): number {
  return tokens.length === 0
    ? 0
    : tokens.filter(token => set.has(token)).length / tokens.length;
}
