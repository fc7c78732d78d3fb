import type { AIMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';

/** What a provider says of its reply. */
export function replyOf({ generations }: LLMResult): AIMessage | undefined {
  const [first] = generations[0] ?? [];
  return (first as { message?: AIMessage } | undefined)?.message;
}

/** Tokens as the provider counts them; nothing where it counts none. */
export function tokensOf(
  output: LLMResult,
): { input: number; output: number } | undefined {
  const usage = replyOf(output)?.usage_metadata;
  return usage && { input: usage.input_tokens, output: usage.output_tokens };
}
