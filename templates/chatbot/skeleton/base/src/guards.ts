import { sentences } from './text/sentences.ts';

/** What the bot says when it has no answer. Also given to the model, and recognised in its words. */
export const REFUSAL = 'I could not find an answer to that in the handbook.';

const INSTRUCTION =
  /\b(ignore|disregard|forget)\b.{0,40}\b(instruction|rule|prompt|previous|above)|\b(assistant|chatbot|system)\b\s*[,:]|\bassistant\b.{0,20}\b(must|should|shall|has to)\b|\byou are now\b|<\/?(system|passages?|question)\b/i;

/** Splits a passage into what may be quoted and sentences that talk to the model; the latter are withheld. */
export function withholdInstructions(text: string): {
  text: string;
  withheld: number;
} {
  const all = sentences(text);
  const kept = all.filter(sentence => !INSTRUCTION.test(sentence));
  return { text: kept.join(' '), withheld: all.length - kept.length };
}

/** Whether a text tries to give the model instructions. A sign for monitoring, never the only defence. */
export function looksLikeInstruction(text: string): boolean {
  return INSTRUCTION.test(text);
}

/** Whether the answer repeats a rule of the system prompt (OWASP LLM07). */
export function leaksPrompt(answer: string, systemPrompt: string): boolean {
  const squeeze = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const said = squeeze(answer);
  const rules = systemPrompt.split('\n').flatMap(sentences).map(squeeze);
  return rules.some(
    rule =>
      rule.length >= 30 &&
      !squeeze(REFUSAL).includes(rule) &&
      said.includes(rule),
  );
}
