/*
 * Names of the OpenTelemetry conventions that the bot's spans use. Those of GenAI are in development: what they are called changes here
 * and nowhere else. As of open-telemetry/semantic-conventions-genai, November 2026.
 */

/** Attributes of spans. */
export const ATTRIBUTE = {
  method: 'http.request.method',
  status: 'http.response.status_code',
  errorType: 'error.type',
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  agentName: 'gen_ai.agent.name',
  agentVersion: 'gen_ai.agent.version',
  requestModel: 'gen_ai.request.model',
  temperature: 'gen_ai.request.temperature',
  maxTokens: 'gen_ai.request.max_tokens',
  responseModel: 'gen_ai.response.model',
  finishReasons: 'gen_ai.response.finish_reasons',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  /** What people and models wrote: set only where the operator asks for it. */
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
} as const;

/** Values of `gen_ai.operation.name`. */
export const OPERATION = {
  agent: 'invoke_agent',
  chat: 'chat',
  retrieval: 'retrieval',
} as const;

/** The variable by which an operator asks for prompts and answers in spans. */
export const CAPTURE_CONTENT =
  'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';
