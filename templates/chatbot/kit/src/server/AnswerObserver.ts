import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { Serialized } from '@langchain/core/load/serializable';
import type { BaseMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { replyOf, tokensOf } from '../answer/usage.ts';
import type { Configuration } from '../config/configuration.ts';
import { providerErrorKind } from './providerErrors.ts';
import { currentTrace, TRACER } from './requestTrace.ts';
import type { Telemetry } from './telemetry.ts';
import { ATTRIBUTE, CAPTURE_CONTENT, OPERATION } from './traceNames.ts';

type Facts = Pick<Configuration, 'bot' | 'model' | 'environment'>;

/**
 * Follows one answer for the operator: metrics of the provider, and spans by the GenAI conventions, which go wherever an OpenTelemetry SDK
 * in the process sends them. Texts of people and models are left out of spans unless the operator asks for them.
 */
export class AnswerObserver extends BaseCallbackHandler {
  readonly name = 'answer-observer';
  /** In order: a span begins after the one it belongs to. */
  override readonly awaitHandlers = true;
  readonly #facts: Facts;
  readonly #telemetry: Telemetry;
  readonly #started = performance.now();
  readonly #context: Context = currentTrace()?.context ?? ROOT_CONTEXT;
  /** By run: its context and, where it has one of its own, its span. */
  readonly #runs = new Map<string, { context: Context; span?: Span }>();
  #hasFirstToken = false;

  private constructor(facts: Facts, telemetry: Telemetry) {
    super();
    this.#facts = facts;
    this.#telemetry = telemetry;
  }

  static create(facts: Facts, telemetry: Telemetry): AnswerObserver {
    return new AnswerObserver(facts, telemetry);
  }

  override handleChainStart(
    _chain: Serialized,
    _inputs: unknown,
    runId: string,
    parentRunId?: string,
    _tags?: string[],
    metadata?: Record<string, unknown>,
    _runType?: string,
    runName?: string,
  ): void {
    const { bot, environment } = this.#facts;
    const node = metadata?.langgraph_node;
    if (parentRunId === undefined) {
      this.#begin(runId, parentRunId, `${OPERATION.agent} ${bot.title}`, {
        [ATTRIBUTE.operation]: OPERATION.agent,
        [ATTRIBUTE.agentName]: bot.title,
        [ATTRIBUTE.agentVersion]: environment.CHATBOT_VERSION,
      });
    } else if (node === 'retrieve' && runName === node) {
      this.#begin(runId, parentRunId, OPERATION.retrieval, {
        [ATTRIBUTE.operation]: OPERATION.retrieval,
      });
    } else {
      this.#runs.set(runId, { context: this.#contextOf(parentRunId) });
    }
  }

  override handleChainEnd(_outputs: unknown, runId: string): void {
    this.#end(runId);
  }

  override handleChainError(error: unknown, runId: string): void {
    this.#end(runId, error);
  }

  override handleChatModelStart(
    _llm: Serialized,
    [messages = []]: BaseMessage[][],
    runId: string,
    parentRunId?: string,
  ): void {
    const { provider, name, temperature, maxOutputTokens } = this.#facts.model;
    this.#begin(
      runId,
      parentRunId,
      `${OPERATION.chat} ${name}`,
      {
        [ATTRIBUTE.operation]: OPERATION.chat,
        [ATTRIBUTE.provider]: provider,
        [ATTRIBUTE.requestModel]: name,
        [ATTRIBUTE.temperature]: temperature,
        [ATTRIBUTE.maxTokens]: maxOutputTokens,
        ...this.#content(ATTRIBUTE.inputMessages, messages),
      },
      SpanKind.CLIENT,
    );
  }

  override handleLLMNewToken(): void {
    if (!this.#hasFirstToken) {
      this.#hasFirstToken = true;
      const seconds = (performance.now() - this.#started) / 1_000;
      this.#telemetry.firstToken.observe(seconds);
    }
  }

  override handleLLMEnd(output: LLMResult, runId: string): void {
    const span = this.#runs.get(runId)?.span;
    const reply = replyOf(output);
    const tokens = tokensOf(output);
    const said = (reply?.response_metadata ?? {}) as Record<string, unknown>;
    const model = said.model_name ?? said.model;
    const reason = said.finish_reason ?? said.stop_reason;
    span?.setAttributes({
      ...(typeof model === 'string' && { [ATTRIBUTE.responseModel]: model }),
      ...(typeof reason === 'string' && {
        [ATTRIBUTE.finishReasons]: [reason],
      }),
      ...(tokens && {
        [ATTRIBUTE.inputTokens]: tokens.input,
        [ATTRIBUTE.outputTokens]: tokens.output,
      }),
      ...(reply && this.#content(ATTRIBUTE.outputMessages, [reply])),
    });
    this.#end(runId);
  }

  override handleLLMError(error: unknown, runId: string): void {
    const kind = providerErrorKind(error);
    if (kind !== undefined) {
      this.#telemetry.providerErrors.inc({ kind });
    }
    this.#end(runId, error);
  }

  #content(name: string, messages: BaseMessage[]): Attributes {
    if (this.#facts.environment[CAPTURE_CONTENT] !== 'true') {
      return {};
    }
    const texts = messages.map(message => ({
      role: message.type,
      parts: [{ type: 'text', content: message.text }],
    }));
    return { [name]: JSON.stringify(texts) };
  }

  #contextOf(runId: string | undefined): Context {
    const run = runId === undefined ? undefined : this.#runs.get(runId);
    return run?.context ?? this.#context;
  }

  #begin(
    runId: string,
    parentRunId: string | undefined,
    name: string,
    attributes: Attributes,
    kind: SpanKind = SpanKind.INTERNAL,
  ): void {
    const parent = this.#contextOf(parentRunId);
    const tracer = trace.getTracer(TRACER);
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    this.#runs.set(runId, { span, context: trace.setSpan(parent, span) });
  }

  #end(runId: string, error?: unknown): void {
    const span = this.#runs.get(runId)?.span;
    this.#runs.delete(runId);
    if (error !== undefined) {
      // The kind alone: a provider's words may quote the prompt.
      const name = error instanceof Error ? error.name : 'Error';
      span?.setAttribute(ATTRIBUTE.errorType, providerErrorKind(error) ?? name);
      span?.setStatus({ code: SpanStatusCode.ERROR });
    }
    span?.end();
  }
}
