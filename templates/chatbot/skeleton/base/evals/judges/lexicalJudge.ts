import { readFileSync } from 'node:fs';
import { sha256 } from '../../src/text/digest.ts';
import { sentences } from '../../src/text/sentences.ts';
import { contentTokens } from '../../src/text/tokens.ts';
import type { Sample } from '../dataset.ts';
import type { Scores } from '../metrics.ts';
import type { Reply } from '../Reply.ts';
import type { Judge } from './Judge.ts';

/** A sentence counts as supported when a passage holds at least this share of its words. */
const SUPPORTED = 0.8;

/**
 * Stands in for a language model: compares words. It can't tell a contradiction from an agreement, which is why its
 * metrics don't carry the names of RAGAS.
 */
export function createLexicalJudge(): Judge {
  // The code is the judge: what it computes is fixed by these files.
  const files = [import.meta.filename, join('tokens.ts'), join('sentences.ts')];
  return {
    name: 'lexical',
    kind: 'stand-in',
    digest: sha256(files.map(file => sha256(readFileSync(file))).join('\n')),
    score: async (sample, reply) => lexicalScores(sample, reply),
  };

  function join(file: string): string {
    return `${import.meta.dirname}/../../src/text/${file}`;
  }
}

/** The lexical metrics of one answer. For a sample that is to be refused there is nothing to compare. */
export function lexicalScores(
  sample: Sample,
  { answer, refused, sources }: Reply,
): Scores {
  if (sample.refuse || sample.expected === undefined) {
    return {};
  }
  const passages = sources.map(({ text }) => new Set(contentTokens(text)));
  const everything = new Set(passages.flatMap(passage => [...passage]));
  return {
    // Who says nothing supports nothing: a refusal must not look more faithful than an answer.
    lexical_faithfulness: refused ? 0 : faithfulness(answer, passages),
    lexical_answer_relevancy: refused
      ? 0
      : overlap(contentTokens(sample.question), contentTokens(answer)),
    lexical_context_recall: share(contentTokens(sample.expected), everything),
  };
}

/** The share of the answer's sentences that one passage supports. */
function faithfulness(answer: string, passages: Set<string>[]): number {
  const claims = sentences(answer.replace(/\s*\[\d+\]/g, ''))
    .map(contentTokens)
    .filter(claim => claim.length > 0);
  if (claims.length === 0) {
    return 0;
  }
  const supported = claims.filter(claim =>
    passages.some(passage => share(claim, passage) >= SUPPORTED),
  );
  return supported.length / claims.length;
}

/** The share of the question's words that the answer takes up. */
function overlap(question: string[], answer: string[]): number {
  return share([...new Set(question)], new Set(answer));
}

function share(tokens: string[], set: Set<string>): number {
  return tokens.length === 0
    ? 0
    : tokens.filter(token => set.has(token)).length / tokens.length;
}
