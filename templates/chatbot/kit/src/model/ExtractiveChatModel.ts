import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
} from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { rewriteByRule } from '../conversation/rewriteQuestion.ts';
import { unescapeMarkup } from '../text/markup.ts';
import { sentences } from '../text/sentences.ts';
import { contentTokens } from '../text/tokens.ts';

/** How much of the question's weight a sentence must carry to count as an answer. */
const ENOUGH = 0.5;
/** A second sentence is added when it is nearly as good as the first. */
const NEARLY_AS_GOOD = 0.75;

interface Candidate {
  sentence: string;
  passage: number;
  score: number;
}

/**
 * A deterministic model that runs offline: it answers with sentences of the passages in its prompt.
 *
 * It knows nothing else: no document, no expected answer. Like a small real model it follows the words more than the
 * meaning, so it fails questions that are put in other words than the document's.
 */
export class ExtractiveChatModel extends BaseChatModel {
  static create(): ExtractiveChatModel {
    return new ExtractiveChatModel({});
  }

  override _llmType(): string {
    return 'extractive';
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const text = answerFrom(messages);
    return { generations: [{ text, message: new AIMessage(text) }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    _options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    // A stream without a single chunk is an error to langchain; saying nothing is not.
    for (const text of answerFrom(messages).match(/\S+\s*/g) ?? ['']) {
      yield new ChatGenerationChunk({
        text,
        message: new AIMessageChunk(text),
      });
      await runManager?.handleLLMNewToken(text);
    }
  }
}

function answerFrom(messages: BaseMessage[]): string {
  const prompt = messages.map(message => message.text).join('\n');
  const rewritten = rewriteByRule(prompt);
  if (rewritten !== undefined) {
    return rewritten;
  }
  // What to say instead of an answer is the prompt's business; a model that isn't told has nothing to say.
  const refusal = /reply exactly: "([^"]+)"/i.exec(prompt)?.[1] ?? '';
  const question = unescapeMarkup(
    /<question>([\s\S]*?)<\/question>/.exec(prompt)?.[1] ?? '',
  );
  const terms = [...new Set(contentTokens(question))];
  const candidates = rank(passagesIn(prompt), terms);
  const [best] = candidates;
  if (best === undefined || best.score < ENOUGH) {
    return refusal;
  }
  const chosen = candidates
    .slice(0, 2)
    .filter(
      ({ score, passage }) =>
        passage === best.passage && score >= best.score * NEARLY_AS_GOOD,
    );
  const mayCite = /cite the passage/i.test(prompt);
  return chosen
    .map(({ sentence, passage }) =>
      mayCite ? `${sentence} [${passage}]` : sentence,
    )
    .join(' ');
}

function passagesIn(
  prompt: string,
): { number: number; title: string; text: string }[] {
  const found = prompt.matchAll(
    /<passage number="(\d+)" title="([^"]*)">([\s\S]*?)<\/passage>/g,
  );
  return [...found].map(([, number, title, text]) => ({
    number: Number(number),
    title: unescapeMarkup(title ?? ''),
    text: unescapeMarkup(text ?? ''),
  }));
}

/** Sentences by the share of the question's weight they carry; rare words weigh more, the title counts half. */
function rank(
  passages: { number: number; title: string; text: string }[],
  terms: string[],
): Candidate[] {
  const units = passages.flatMap(({ number, title, text }) =>
    sentences(text).map(sentence => ({
      sentence,
      passage: number,
      own: new Set(contentTokens(sentence)),
      inherited: new Set(contentTokens(title)),
    })),
  );
  const weights = new Map(
    terms.map(term => {
      const containing = units.filter(({ own }) => own.has(term)).length;
      return [term, Math.log(1 + (units.length + 1) / (containing + 0.5))];
    }),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return units
    .map(({ sentence, passage, own, inherited }) => {
      let score = 0;
      for (const [term, weight] of weights) {
        score += own.has(term) ? weight : inherited.has(term) ? weight / 2 : 0;
      }
      return { sentence, passage, score: total === 0 ? 0 : score / total };
    })
    .sort((a, b) => b.score - a.score || a.passage - b.passage);
}
