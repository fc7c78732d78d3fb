import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { BaseMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import type { Usage } from '../door/Limits.ts';

/** Characters that a token has at least, as far as a text says before a provider has counted. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * Counts tokens of every call of a model in a run, also those of a team's own graph. What was broken off is billed too, and no provider
 * counts it for us: then it is an estimate.
 */
export class UsageCounter extends BaseCallbackHandler {
  override readonly name = 'usage-counter';
  // What is counted late is not limited.
  override awaitHandlers = true;
  readonly #open = new Map<string, { asked: number; said: number }>();

  #total: Usage = { input: 0, output: 0 };

  override handleChatModelStart(
    _model: unknown,
    messages: BaseMessage[][],
    runId: string,
  ): void {
    const asked = messages
      .flat()
      .reduce((sum, { text }) => sum + text.length, 0);
    this.#open.set(runId, { asked, said: 0 });
  }

  override handleLLMNewToken(
    text: string,
    _indices: unknown,
    runId: string,
  ): void {
    const open = this.#open.get(runId);
    if (open) {
      open.said += text.length;
    }
  }

  override handleLLMEnd({ generations }: LLMResult, runId: string): void {
    const [[first] = []] = generations;
    const { message } = (first ?? {}) as {
      message?: {
        usage_metadata?: { input_tokens: number; output_tokens: number };
      };
    };
    const counted = message?.usage_metadata;
    if (counted === undefined) {
      this.#estimate(runId, first?.text.length);
      return;
    }
    this.#open.delete(runId);
    this.#add(counted.input_tokens, counted.output_tokens);
  }

  override handleLLMError(_error: unknown, runId: string): void {
    this.#estimate(runId);
  }

  /** All tokens so far. What is still open, because nobody waits for the answer any more, is counted as an estimate. */
  total(): Usage {
    for (const runId of [...this.#open.keys()]) {
      this.#estimate(runId);
    }
    return this.#total;
  }

  #estimate(runId: string, length?: number): void {
    const open = this.#open.get(runId);
    if (open === undefined) {
      return;
    }
    this.#open.delete(runId);
    const tokens = (characters: number) =>
      Math.ceil(characters / CHARACTERS_PER_TOKEN);
    this.#add(tokens(open.asked), tokens(length ?? open.said));
  }

  #add(input: number, output: number): void {
    this.#total = {
      input: this.#total.input + input,
      output: this.#total.output + output,
    };
  }
}
