import { StateSchema } from '@langchain/langgraph';
import * as z from 'zod';
import { Turn } from '../conversation/ThreadHistory.ts';
import type { Passage } from '../retrieval/passages.ts';

const PassageFound: z.ZodType<Passage> = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  score: z.number(),
});

/** Why the bot did not answer. */
export const RefusalReason = z.enum([
  'nothing-found',
  'not-answered',
  'unsupported',
  'personal-data',
  'prompt-leak',
]);
/** See the schema of the same name. */
export type RefusalReason = z.infer<typeof RefusalReason>;

/** What flows through the graph for one question. */
export const ChatState = new StateSchema({
  question: z.string(),
  /** What was said before in the thread, oldest first. */
  history: z.array(Turn).default([]),
  /** The question as it stands alone; the same as `question` unless it is a follow-up. */
  asked: z.string().optional(),
  /** What retrieval found, best first; replaced as a whole. */
  passages: z.array(PassageFound).default([]),
  /** The model's words, before the output guard. */
  draft: z.string().default(''),
  answer: z.string().default(''),
  /** Ids of the passages that the answer cites. */
  citations: z.array(z.string()).default([]),
  refusal: RefusalReason.optional(),
});
/** The state's value. */
export type ChatState = typeof ChatState.State;
