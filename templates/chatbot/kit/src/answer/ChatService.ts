import { randomUUID } from 'node:crypto';
import type { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import {
  ANONYMOUS,
  ConversationError,
  type Conversations,
} from '../conversation/Conversations.ts';
import type { Turn } from '../conversation/ThreadHistory.ts';
import type { PersonalData } from '../privacy/PersonalData.ts';
import { SentenceGate } from '../privacy/SentenceGate.ts';
import type { Passage } from '../retrieval/passages.ts';
import type { Telemetry } from '../server/telemetry.ts';
import type { ChatGraph } from './graph.ts';
import { checkCitations } from './guards/citations.ts';
import type { GeneratedMark } from './guards/generatedMark.ts';
import { leaksPrompt } from './guards/leaksPrompt.ts';
import type { BotWords, Prompts } from './prompts.ts';
import type { ChatState } from './state.ts';

/** What a client gets for a question. */
export interface Answer {
  /** Names this answer in feedback. */
  id: string;
  /** Goes with the next question of the same conversation; not there where conversations are off. */
  thread?: string;
  /** The question as it was looked up, where it is a follow-up that was made to stand alone. */
  asked?: string;
  answer: string;
  refused: boolean;
  /** Marks an answer that a model wrote; a refusal is a fixed text. */
  generated?: GeneratedMark;
  /** What was found, in the order of the numbers in the answer, and whether the answer cites it. */
  sources: {
    number: number;
    id: string;
    title: string;
    text: string;
    cited: boolean;
  }[];
}

/** How a question is asked. */
export interface AskOptions {
  signal: AbortSignal;
  /** Who asks; {@link ANONYMOUS} without it. */
  subject?: string;
  /** The conversation that the question goes on with; a new one begins without it. */
  thread?: string | undefined;
  /** Gets the answer's sentences as they become final. */
  onSentence?: (text: string) => void;
  /** The caller's groups, as the door checked them; without any, only what is everybody's is read. */
  groups?: readonly string[] | undefined;
  /** Follows the run, for example to count its tokens. */
  callbacks?: BaseCallbackHandler[] | undefined;
}

/** What a chat service is made of. */
export interface ChatServiceParts {
  graph: ChatGraph;
  prompts: Prompts;
  /** What the prompts are told, and so what must not be told on. */
  words: BotWords;
  personalData: PersonalData;
  telemetry: Telemetry;
  mark: GeneratedMark;
  /** Follow each answer, anew for every question. */
  observers?: (() => BaseCallbackHandler[]) | undefined;
  /** Without it, each question stands alone. */
  conversations?: Conversations | undefined;
}

/** Asks the graph and hands out only what passed the guards, also while the model still speaks. */
export class ChatService {
  readonly #parts: ChatServiceParts;
  readonly #systemPrompt: string;

  private constructor(parts: ChatServiceParts) {
    this.#parts = parts;
    this.#systemPrompt = parts.prompts.render('system', parts.words);
  }

  static create(parts: ChatServiceParts): ChatService {
    return new ChatService(parts);
  }

  /**
   * @param question - as typed; contact and payment data in it is masked before anything else sees it
   * @throws ConversationError where the thread is not there for this subject, or has had all its turns
   */
  async ask(
    question: string,
    {
      subject = ANONYMOUS,
      thread,
      signal,
      onSentence,
      groups,
      callbacks,
    }: AskOptions,
  ): Promise<Answer> {
    const { conversations, personalData } = this.#parts;
    if (conversations === undefined && thread !== undefined) {
      throw ConversationError.notFound();
    }
    const turn = await conversations?.open(subject, thread);
    const masked = personalData.mask(question).text;
    try {
      const state = await this.#run(masked, turn?.history ?? [], {
        signal,
        onSentence,
        groups,
        callbacks,
      });
      const { asked = masked, answer = '' } = state;
      const rewritten = asked === masked ? {} : { asked };
      await turn?.keep({ question: masked, ...rewritten, answer });
      return {
        ...this.#answerOf(state),
        ...rewritten,
        ...(turn && { thread: turn.thread }),
      };
    } catch (error) {
      await turn?.abandon();
      throw error;
    }
  }

  /**
   * Deletes a conversation.
   *
   * @throws ConversationError where it is not there for this subject
   */
  async deleteThread(thread: string, subject = ANONYMOUS): Promise<void> {
    const { conversations } = this.#parts;
    if (conversations === undefined) {
      throw ConversationError.notFound();
    }
    await conversations.delete({ thread, subject });
  }

  async #run(
    question: string,
    history: Turn[],
    {
      signal,
      onSentence,
      groups = [],
      callbacks = [],
    }: Omit<AskOptions, 'subject' | 'thread'>,
  ): Promise<Partial<ChatState>> {
    const { graph, telemetry } = this.#parts;
    const stop = telemetry.latency.startTimer();
    let state: Partial<ChatState> = {};
    const gate = SentenceGate.create(
      this.#supported(() => state.passages ?? [], onSentence),
    );
    const stream = await graph.stream(
      { question, history },
      {
        streamMode: ['values', 'messages'],
        signal,
        recursionLimit: 10,
        configurable: { groups },
        callbacks: [...callbacks, ...(this.#parts.observers?.() ?? [])],
      },
    );
    for await (const [mode, chunk] of stream) {
      if (mode === 'values') {
        state = chunk as Partial<ChatState>;
      } else {
        const [message] = chunk as [{ text: string }, unknown];
        gate.push(message.text);
      }
    }
    stop();
    return state;
  }

  /**
   * Passes sentences on once a citation stands behind them, and none after one that must not be said. What is left comes with the
   * whole answer, when all of it has passed the guards.
   */
  #supported(
    passages: () => Passage[],
    onSentence: (text: string) => void = () => {},
  ): (sentence: string) => void {
    const { personalData, words } = this.#parts;
    let said = '';
    let held = '';
    let isClosed = false;
    return sentence => {
      held += sentence;
      said += sentence;
      isClosed ||=
        leaksPrompt(said, this.#systemPrompt, words.refusal) ||
        personalData.mask(sentence).spans.length > 0;
      if (!isClosed && checkCitations(held, passages()).valid) {
        onSentence(held);
        held = '';
      }
    };
  }

  #answerOf({
    answer = '',
    refusal,
    passages = [],
    citations = [],
  }: Partial<ChatState>): Answer {
    const { personalData, mark } = this.#parts;
    return {
      id: randomUUID(),
      answer,
      refused: refusal !== undefined,
      ...(refusal === undefined && { generated: mark }),
      sources: passages.map((passage, i) => ({
        number: i + 1,
        id: passage.id,
        title: passage.title,
        // Documents may hold what an answer must not.
        text: personalData.mask(passage.text).text,
        cited: citations.includes(passage.id),
      })),
    };
  }
}
