import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { Serialized } from '@langchain/core/load/serializable';
import type { BaseMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import type { Passage } from '../retrieval/passages.ts';
import { tokensOf } from './usage.ts';

/** A node of the graph that ran, or a call of the model within one. */
export interface TracedStep {
  name: string;
  milliseconds: number;
}

/** A call of the model, as it was sent. */
export interface TracedCall {
  prompt: { role: string; text: string }[];
  /** As the provider counts them; absent where it doesn't. */
  tokens?: { input: number; output: number };
  /** What the provider said in place of a reply. */
  failure?: string;
}

/** What happened between a question and its answer. */
export interface AnswerTrace {
  steps: TracedStep[];
  /** What was found, best first, with the retriever's scores. */
  passages: Passage[];
  /** Ids of the passages that the answer cites. */
  citations: string[];
  calls: TracedCall[];
}

/**
 * Writes down how one question was answered. It holds prompt and passages as they are, so it is for a developer's own machine and never
 * for a bot that others ask.
 */
export class QuestionTrace extends BaseCallbackHandler {
  readonly name = 'question-trace';
  /** In order, and all of it written when the answer is there. */
  override readonly awaitHandlers = true;
  readonly #started = new Map<string, { name: string; at: number }>();
  readonly #calls = new Map<string, TracedCall>();
  readonly #steps: TracedStep[] = [];
  #passages: Passage[] = [];
  #citations: string[] = [];

  static create(): QuestionTrace {
    return new QuestionTrace();
  }

  private constructor() {
    super();
  }

  /** What is written down so far. */
  result(): AnswerTrace {
    return {
      steps: [...this.#steps],
      passages: this.#passages,
      citations: this.#citations,
      calls: [...this.#calls.values()],
    };
  }

  override handleChainStart(
    _chain: Serialized,
    _inputs: unknown,
    runId: string,
    _parentRunId?: string,
    _tags?: string[],
    metadata?: Record<string, unknown>,
    _runType?: string,
    runName?: string,
  ): void {
    const node = metadata?.langgraph_node;
    // What runs inside a node carries the node's name too, under a name of its own.
    if (typeof node === 'string' && node === runName && !isInner(node)) {
      this.#start(runId, node);
    }
  }

  override handleChainEnd(outputs: unknown, runId: string): void {
    if (!this.#end(runId)) {
      return;
    }
    const { passages, citations } = outputs as {
      passages?: Passage[];
      citations?: string[];
    };
    if (Array.isArray(passages)) {
      this.#passages = passages;
    }
    if (Array.isArray(citations)) {
      this.#citations = citations;
    }
  }

  override handleChainError(_error: unknown, runId: string): void {
    this.#end(runId);
  }

  override handleChatModelStart(
    _llm: Serialized,
    [messages = []]: BaseMessage[][],
    runId: string,
    _parentRunId?: string,
    _extra?: Record<string, unknown>,
    _tags?: string[],
    metadata?: Record<string, unknown>,
  ): void {
    this.#start(runId, `${String(metadata?.langgraph_node)}: model`);
    this.#calls.set(runId, {
      prompt: messages.map(message => ({
        role: message.type,
        text: message.text,
      })),
    });
  }

  override handleLLMEnd(output: LLMResult, runId: string): void {
    this.#end(runId);
    const call = this.#calls.get(runId);
    const tokens = tokensOf(output);
    if (call && tokens) {
      call.tokens = tokens;
    }
  }

  override handleLLMError(error: unknown, runId: string): void {
    this.#end(runId);
    const call = this.#calls.get(runId);
    if (call) {
      call.failure = error instanceof Error ? error.message : String(error);
    }
  }

  #start(runId: string, name: string): void {
    this.#started.set(runId, { name, at: performance.now() });
  }

  #end(runId: string): boolean {
    const started = this.#started.get(runId);
    if (started === undefined) {
      return false;
    }
    this.#started.delete(runId);
    this.#steps.push({
      name: started.name,
      milliseconds: performance.now() - started.at,
    });
    return true;
  }
}

/** LangGraph's own nodes, such as `__start__`. */
function isInner(node: string): boolean {
  return node.startsWith('__');
}
