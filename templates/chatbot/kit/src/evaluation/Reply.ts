import * as z from 'zod';

/** What the evaluation reads of the bot's answer; other fields are the bot's own business. */
export const Reply = z.object({
  /** The conversation that the answer is part of, where the bot keeps conversations. */
  thread: z.string().optional(),
  answer: z.string(),
  refused: z.boolean(),
  sources: z.array(
    z.object({ id: z.string(), text: z.string(), cited: z.boolean() }),
  ),
});
/** See the schema of the same name. */
export type Reply = z.infer<typeof Reply>;
