import {
  type BaseCheckpointSaver,
  END,
  START,
  StateGraph,
  StateSchema,
} from '@langchain/langgraph';
import * as z from 'zod';
import { cutText } from '../text/cutText.ts';

/** What was said once: the question with masked personal data, and the answer that passed the guards. */
export const Turn = z.object({
  question: z.string(),
  /** The question as it was looked up, where it needed the turns before it to be understood. */
  asked: z.string().optional(),
  answer: z.string(),
});
/** See the schema of the same name. */
export type Turn = z.infer<typeof Turn>;

const HistoryState = new StateSchema({ turns: z.array(Turn).default([]) });

/**
 * The turns of each thread, in checkpoints of a LangGraph graph.
 *
 * It is a graph of its own, beside the one that answers: that one's state holds drafts and passages, which nobody needs to keep.
 */
export class ThreadHistory {
  readonly #graph: ReturnType<typeof historyGraph>;
  readonly #saver: BaseCheckpointSaver;
  readonly #characters: number;

  private constructor(saver: BaseCheckpointSaver, characters: number) {
    this.#graph = historyGraph(saver);
    this.#saver = saver;
    this.#characters = characters;
  }

  /** @param characters - how much of a thread is kept: its last turns with at most so many UTF-16 code units */
  static create(saver: BaseCheckpointSaver, characters: number): ThreadHistory {
    return new ThreadHistory(saver, characters);
  }

  async read(thread: string): Promise<Turn[]> {
    const { values } = await this.#graph.getState(at(thread));
    return (values as { turns?: Turn[] }).turns ?? [];
  }

  async append(thread: string, turn: Turn): Promise<void> {
    const turns = lastTurns(
      [...(await this.read(thread)), turn],
      this.#characters,
    );
    // Once, at the end: each checkpoint holds the turns again.
    await this.#graph.invoke({ turns }, { ...at(thread), durability: 'exit' });
  }

  async delete(thread: string): Promise<void> {
    await this.#saver.deleteThread(thread);
  }
}

function historyGraph(checkpointer: BaseCheckpointSaver) {
  return new StateGraph(HistoryState)
    .addNode('keep', ({ turns }) => ({ turns }))
    .addEdge(START, 'keep')
    .addEdge('keep', END)
    .compile({ checkpointer });
}

function at(thread: string) {
  return { configurable: { thread_id: thread } };
}

/** The last turns that fit; of a turn that is too long alone, its beginning. */
export function lastTurns(turns: readonly Turn[], characters: number): Turn[] {
  const kept: Turn[] = [];
  let left = characters;
  for (const turn of turns.toReversed()) {
    const { question, asked = '', answer } = turn;
    const length = question.length + asked.length + answer.length;
    if (length > left) {
      if (kept.length === 0) {
        kept.push(shortened(turn, characters));
      }
      break;
    }
    left -= length;
    kept.unshift(turn);
  }
  return kept;
}

function shortened({ question, asked, answer }: Turn, most: number): Turn {
  // What it was about matters more to the next question than what was said.
  const about = cutText(asked ?? question, Math.ceil(most / 2));
  return { question: about, answer: cutText(answer, most - about.length) };
}
