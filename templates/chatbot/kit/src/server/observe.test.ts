import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, test, type TestContext } from 'node:test';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import {
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';
import { readConfiguration } from '../config/configuration.ts';
import { fixtureFolder } from '../testing/createTestGraph.ts';
import { createApp } from './createApp.ts';
import { configureLog } from './log.ts';
import { providerErrorKind } from './providerErrors.ts';

const QUESTION = 'How long does the probation period last?';
let lines: string[] = [];

beforeEach(() => {
  lines = [];
  logTo(lines);
});
after(() => logTo([], 'silent'));

function logTo(target: string[], level: 'info' | 'silent' = 'info'): void {
  configureLog({
    service: 'handbook',
    version: '1.0.0',
    level,
    mask: text => text.replaceAll(/\S+@\S+/g, '[email removed]'),
    destination: { write: line => void target.push(line) },
  });
}

/** A model whose provider answers with an error. */
class FailingModel extends BaseChatModel {
  readonly #error: Error;

  constructor(error: Error) {
    super({});
    this.#error = error;
  }

  override _llmType(): string {
    return 'failing';
  }

  override async _generate(): Promise<never> {
    throw this.#error;
  }
}

async function start(
  t: TestContext,
  env: Record<string, string> = {},
  error?: Error,
): Promise<string> {
  const configuration = readConfiguration(fixtureFolder, env);
  const server = await createApp(
    fixtureFolder,
    configuration,
    error ? { model: () => new FailingModel(error) } : {},
  );
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function ask(url: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/api/chat?code=in-the-query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ question: QUESTION }),
  });
}

/** The lines once there are as many, as objects. */
async function logged(count: number): Promise<Record<string, unknown>[]> {
  while (lines.length < count) {
    await new Promise(resolve => setImmediate(resolve));
  }
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
}

test('writes an ECS line with the caller’s trace, and the answer names trace and request', async t => {
  const url = await start(t);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const response = await ask(url, {
    traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    'x-request-id': 'request-0001',
  });
  await response.text();
  const [line] = await logged(1);
  assert.deepEqual(
    [
      line?.['log.level'],
      line?.['service.name'],
      line?.['http.request.method'],
      line?.['url.path'],
      line?.['http.response.status_code'],
      line?.['trace.id'],
      line?.['http.request.id'],
    ],
    ['info', 'handbook', 'POST', '/api/chat', 200, traceId, 'request-0001'],
  );
  assert.equal(
    response.headers.get('traceparent'),
    `00-${traceId}-${line?.['span.id']}-01`,
  );
  assert.notEqual(line?.['span.id'], '00f067aa0ba902b7');
  assert.equal(response.headers.get('x-request-id'), 'request-0001');
});

for (const header of [
  'nonsense',
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
]) {
  test(`begins a trace of its own where the caller sends ${header.slice(
    0,
    12,
  )}`, async t => {
    const response = await ask(await start(t), {
      traceparent: header,
      'x-request-id': 'x\ty'.repeat(40),
    });
    await response.text();
    const [line] = await logged(1);
    assert.match(String(line?.['trace.id']), /^(?!0+$)[0-9a-f]{32}$/);
    assert.ok(!header.includes(String(line?.['trace.id'])));
    assert.match(String(line?.['http.request.id']), /^[0-9a-f-]{36}$/);
  });
}

test('no line holds a credential, a cookie, a query, a question or somebody’s address', async t => {
  const error = Object.assign(new Error('for me@mail.example'), {
    status: 401,
  });
  const url = await start(t, {}, error);
  const headers = {
    authorization: 'Bearer in-the-header',
    cookie: 'session=in-the-cookie',
  };
  assert.equal((await ask(url, headers)).status, 500);
  await (await fetch(`${url}/of/me@mail.example`)).text();
  const found = await logged(3);
  const all = lines.join('');
  assert.doesNotMatch(all, /in-the-|probation|me@mail/);
  assert.match(all, /\[email removed\]/);
  const [failed, answered] = found;
  assert.equal(failed?.['trace.id'], answered?.['trace.id']);
  assert.equal((failed?.error as { type: string }).type, 'Error');
});

test('what is handed to the log by mistake is left out of its line', async () => {
  const { log } = await import('./log.ts');
  const secret = 'in-the-header';
  log.info('x', {
    req: { headers: { authorization: secret } },
    headers: { cookie: secret },
    authorization: secret,
    labels: { authorization: secret, cookie: secret, kept: 'kept' },
    url: { query: secret, full: secret },
  });
  assert.doesNotMatch(lines.join(''), /in-the-header/);
  assert.match(lines.join(''), /"kept":"kept"/);
});

test('counts a provider’s errors by kind, and times the first token of a reply', async t => {
  const error = Object.assign(new Error('slow down'), { status: 429 });
  const failing = await start(t, {}, error);
  await (await ask(failing)).text();
  const failed = await (await fetch(`${failing}/metrics`)).text();
  assert.match(
    failed,
    /chatbot_provider_errors_total\{kind="rate-limited"\} 1/,
  );
  assert.match(failed, /chatbot_first_token_seconds_count 0/);
  const working = await start(t, { CHATBOT_VERSION: '1.0.0-a' });
  await (await ask(working)).text();
  const metrics = await (await fetch(`${working}/metrics`)).text();
  assert.match(metrics, /chatbot_first_token_seconds_count 1/);
  assert.match(
    metrics,
    /chatbot_info\{version="1\.0\.0-a",digest="",model="local\/extractive-1"\} 1/,
  );
});

test('the names of its metrics are those that dashboards and alerts were made with', async t => {
  const url = await start(t);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const names = [...metrics.matchAll(/^# TYPE (chatbot_\w+) (\w+)$/gm)];
  assert.deepEqual(names.map(([, name, type]) => `${name} ${type}`).sort(), [
    'chatbot_answer_seconds histogram',
    'chatbot_feedback_total counter',
    'chatbot_first_token_seconds histogram',
    'chatbot_info gauge',
    'chatbot_injections_withheld_total counter',
    'chatbot_provider_errors_total counter',
    'chatbot_redactions_total counter',
    'chatbot_refusals_total counter',
    'chatbot_requests_total counter',
    'chatbot_tokens_total counter',
  ]);
});

for (const [error, kind] of [
  [{ status: 401 }, 'authentication'],
  [{ status: 429 }, 'rate-limited'],
  [{ status: 400 }, 'refused'],
  [{ status: 503 }, 'unavailable'],
  [{ code: 'ECONNREFUSED' }, 'unavailable'],
  [{ cause: { code: 'UND_ERR_SOCKET' } }, 'unavailable'],
  [{ name: 'TimeoutError' }, 'timeout'],
  [{ name: 'APIConnectionTimeoutError' }, 'timeout'],
  [{ name: 'AbortError' }, undefined],
  [{ message: 'what' }, 'other'],
] as const) {
  test(`takes ${JSON.stringify(error)} for ${
    kind ?? 'no failure of the provider'
  }`, () => assert.equal(providerErrorKind(error), kind));
}

interface Recorded {
  name: string;
  parent: string | undefined;
  attributes: Attributes;
  ended: boolean;
}

/** Stands in for the SDK that an operator loads: remembers spans, and sends nothing. */
function recordSpans(t: TestContext): Recorded[] {
  const spans: Recorded[] = [];
  const tracer = {
    startSpan(name: string, options: SpanOptions = {}, context?: Context) {
      const parent = context && trace.getSpanContext(context);
      const number = spans.length + 1;
      const recorded: Recorded = {
        name,
        parent: parent?.spanId,
        attributes: { ...options.attributes },
        ended: false,
      };
      spans.push(recorded);
      return {
        spanContext: () => ({
          traceId: parent?.traceId ?? 'a'.repeat(32),
          spanId: String(number).padStart(16, '0'),
          traceFlags: 1,
        }),
        setAttribute: (key: string, value: string) =>
          (recorded.attributes[key] = value),
        setAttributes: (more: Attributes) =>
          Object.assign(recorded.attributes, more),
        setStatus: () => {},
        end: () => (recorded.ended = true),
      } as unknown as Span;
    },
  } as Tracer;
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  t.after(() => trace.disable());
  return spans;
}

async function spansOf(t: TestContext, env: Record<string, string>) {
  const url = await start(t, env);
  const spans = recordSpans(t);
  await (await ask(url)).text();
  await logged(1);
  return spans;
}

test('makes spans by the GenAI conventions below that of the request, without prompt and question', async t => {
  const spans = await spansOf(t, {});
  assert.deepEqual(
    spans.map(({ name, parent, ended }) => [name, Number(parent), ended]),
    [
      ['POST request', NaN, true],
      ['invoke_agent Handbook bot', 1, true],
      ['retrieval', 2, true],
      ['chat extractive-1', 2, true],
    ],
  );
  const chat = spans.at(-1)?.attributes;
  assert.equal(chat?.['gen_ai.operation.name'], 'chat');
  assert.equal(chat?.['gen_ai.provider.name'], 'local');
  assert.equal(chat?.['gen_ai.request.model'], 'extractive-1');
  assert.doesNotMatch(JSON.stringify(spans), /probation|passage|six months/i);
});

test('puts prompt and reply into spans only where the operator asks for it', async t => {
  const spans = await spansOf(t, {
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
  });
  const chat = spans.at(-1)?.attributes;
  assert.match(String(chat?.['gen_ai.input.messages']), /probation period/);
  assert.match(String(chat?.['gen_ai.output.messages']), /six months/);
});
