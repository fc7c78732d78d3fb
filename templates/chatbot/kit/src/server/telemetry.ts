import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client';

/** The bot's Prometheus metrics, in a registry of their own so that tests don't share counters. */
export function createTelemetry({ processMetrics = false } = {}) {
  const registry = new Registry();
  if (processMetrics) {
    collectDefaultMetrics({ register: registry });
  }
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: 'chatbot_requests_total',
      help: 'HTTP requests by route and status',
      labelNames: ['route', 'status'],
      registers,
    }),
    latency: new Histogram({
      name: 'chatbot_answer_seconds',
      help: 'Time from question to complete answer',
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    info: new Gauge({
      name: 'chatbot_info',
      help: 'What runs: always 1',
      labelNames: ['version', 'digest', 'model'],
      registers,
    }),
    firstToken: new Histogram({
      name: 'chatbot_first_token_seconds',
      help: "Time from question to the first token of the model's reply",
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30],
      registers,
    }),
    providerErrors: new Counter({
      name: 'chatbot_provider_errors_total',
      help: 'Calls of the model that gave no reply, by kind',
      labelNames: ['kind'],
      registers,
    }),
    refusals: new Counter({
      name: 'chatbot_refusals_total',
      help: 'Questions that were not answered, by reason',
      labelNames: ['reason'],
      registers,
    }),
    redactions: new Counter({
      name: 'chatbot_redactions_total',
      help: 'Pieces of personal data taken out of answers',
      labelNames: ['kind'],
      registers,
    }),
    injectionsWithheld: new Counter({
      name: 'chatbot_injections_withheld_total',
      help: 'Sentences of documents that talk to the model and were withheld from it',
      registers,
    }),
    tokens: new Counter({
      name: 'chatbot_tokens_total',
      help: 'Tokens by kind, as the provider counts them',
      labelNames: ['kind'],
      registers,
    }),
    feedback: new Counter({
      name: 'chatbot_feedback_total',
      help: 'Feedback by rating',
      labelNames: ['rating'],
      registers,
    }),
  };
}

/** See {@link createTelemetry}. */
export type Telemetry = ReturnType<typeof createTelemetry>;
