import { basename, join } from 'node:path';
import * as z from 'zod';
import type { BotConfig } from '../config/BotConfig.ts';
import { sha256 } from '../text/digest.ts';
import { parseJson, readText, withoutMark } from '../text/readText.ts';

const Sample = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/@+-]{0,99}$/),
    kind: z.enum(['answerable', 'unanswerable', 'personal-data', 'injection']),
    topic: z.string().min(1),
    /** What is asked before, in the same conversation; only the answer to `question` is scored. */
    turns: z
      .array(z.strictObject({ question: z.string().min(1) }))
      .max(50)
      .default([]),
    question: z.string().min(1),
    /** The answer a person would give; only judges and metrics see it. */
    expected: z.string().optional(),
    /** Words that a right answer contains, in any case of letters. */
    facts: z.array(z.string().min(1)).default([]),
    /** Sections that hold the answer; one of them must be retrieved. */
    sources: z.array(z.string().min(1)).default([]),
    refuse: z.boolean().default(false),
    /** Words that no answer may contain. */
    forbidden: z.array(z.string().min(1)).default([]),
  })
  .refine(
    ({ refuse, expected, sources }) =>
      refuse || (expected !== undefined && sources.length > 0),
    {
      message: 'a sample that is to be answered needs "expected" and "sources"',
    },
  );

/** A question with what is expected of the bot. */
export type Sample = z.infer<typeof Sample>;

/** All that is asked in a sample, a question a line: what judges and people read. */
export function questionsOf({ turns, question }: Sample): string {
  return [...turns.map(turn => turn.question), question].join('\n');
}

/** A dataset at one revision. */
export interface Dataset {
  name: string;
  revision: string;
  /** SHA-256 of the file's bytes. */
  digest: string;
  samples: Sample[];
}

/** A suite's name. */
export type SuiteName = keyof BotConfig['datasets'];

/** All suites, in the order they run. */
export const SUITES: SuiteName[] = ['smoke', 'golden'];

/**
 * Reads the dataset of a suite, a JSON Lines file that `chatbot.config.json` names.
 *
 * @throws Error that names the line
 */
export function readDataset(
  suite: SuiteName,
  root: string,
  datasets: BotConfig['datasets'],
): Dataset {
  const path = datasets[suite];
  const text = readText(join(root, path));
  const samples = withoutMark(text)
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') {
        return [];
      }
      const where = `${path}:${i + 1}`;
      const value = parseJson(line, where);
      const sample = Sample.safeParse(value);
      if (!sample.success) {
        throw new Error(`${where} is not a valid sample`, {
          cause: sample.error,
        });
      }
      return [sample.data];
    });
  if (new Set(samples.map(({ id }) => id)).size !== samples.length) {
    throw new Error(`${path} uses a sample id twice`);
  }
  return {
    name: suite,
    revision: basename(path, '.jsonl'),
    digest: sha256(text),
    samples,
  };
}
