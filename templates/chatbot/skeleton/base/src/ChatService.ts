import { randomUUID } from 'node:crypto';
import type { ChatGraph } from './graph.ts';
import { leaksPrompt } from './guards.ts';
import { redactPersonalData } from './redaction.ts';
import type { ChatState, Passage } from './state.ts';
import type { Telemetry } from './telemetry.ts';

/** What a client gets for a question. */
export interface Answer {
  /** Names this answer in feedback. */
  id: string;
  answer: string;
  refused: boolean;
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
  /** Gets the answer's sentences as they become final. */
  onSentence?: (text: string) => void;
}

/** Asks the graph and hands out only what passed the guards, also while the model still speaks. */
export class ChatService {
  readonly #graph: ChatGraph;
  readonly #systemPrompt: string;
  readonly #telemetry: Telemetry;

  private constructor(
    graph: ChatGraph,
    systemPrompt: string,
    telemetry: Telemetry,
  ) {
    this.#graph = graph;
    this.#systemPrompt = systemPrompt;
    this.#telemetry = telemetry;
  }

  static create(parts: {
    graph: ChatGraph;
    systemPrompt: string;
    telemetry: Telemetry;
  }): ChatService {
    return new ChatService(parts.graph, parts.systemPrompt, parts.telemetry);
  }

  async ask(
    question: string,
    { signal, onSentence }: AskOptions,
  ): Promise<Answer> {
    const stop = this.#telemetry.latency.startTimer();
    const gate = SentenceGate.create(
      this.#systemPrompt,
      onSentence ?? (() => {}),
    );
    const stream = await this.#graph.stream(
      { question },
      { streamMode: ['values', 'messages'], signal, recursionLimit: 10 },
    );
    let state: Partial<ChatState> = {};
    for await (const [mode, chunk] of stream) {
      if (mode === 'values') {
        state = chunk as Partial<ChatState>;
      } else {
        const [message] = chunk as [{ text: string }, unknown];
        gate.push(message.text);
      }
    }
    stop();
    return answerOf(state);
  }
}

/** Holds the model's words back until a sentence is complete: redaction must see a whole number or address. */
class SentenceGate {
  readonly #systemPrompt: string;
  readonly #emit: (text: string) => void;
  #pending = '';
  #said = '';
  #closed = false;

  private constructor(systemPrompt: string, emit: (text: string) => void) {
    this.#systemPrompt = systemPrompt;
    this.#emit = emit;
  }

  static create(
    systemPrompt: string,
    emit: (text: string) => void,
  ): SentenceGate {
    return new SentenceGate(systemPrompt, emit);
  }

  push(text: string): void {
    this.#pending += text;
    // A citation belongs to the sentence before it; the rest arrives with the final answer.
    const end = /^[\s\S]*[.!?](?:\s*\[\d+\])*\s+(?=[\p{Lu}])/u.exec(
      this.#pending,
    )?.[0];
    if (end === undefined || this.#closed) {
      return;
    }
    this.#pending = this.#pending.slice(end.length);
    this.#said += end;
    if (leaksPrompt(this.#said, this.#systemPrompt)) {
      this.#closed = true;
      return;
    }
    this.#emit(redactPersonalData(end).text);
  }
}

function answerOf({
  answer = '',
  refusal,
  passages = [],
  citations = [],
}: Partial<ChatState>): Answer {
  return {
    id: randomUUID(),
    answer,
    refused: refusal !== undefined,
    sources: passages.map((passage: Passage, i) => ({
      number: i + 1,
      id: passage.id,
      title: passage.title,
      // Documents may hold what an answer must not.
      text: redactPersonalData(passage.text).text,
      cited: citations.includes(passage.id),
    })),
  };
}
