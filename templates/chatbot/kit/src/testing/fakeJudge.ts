import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  path: string;
  authorization: string | undefined;
  model: string;
}

/**
 * A judge on loopback in the shape of OpenAI's API. It has no opinion: what stands in the context word for word is
 * supported, everything else is not. So its verdicts follow from the texts that it is sent, and the scores from these.
 */
export async function startFakeJudge({ refuses = false } = {}) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await jsonOf(request);
      const { authorization } = request.headers;
      asked.push({ path: request.url ?? '', authorization, model: body.model });
      const answer = refuses
        ? { error: { message: 'The judge refuses' } }
        : answerOf(request.url ?? '', body);
      response
        .writeHead(refuses ? 400 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer));
    })();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    stop: () => void server.close().closeAllConnections(),
  };
}

interface Body {
  model: string;
  input: string;
  messages: { content: string }[];
  tools: { function: { name: string; parameters: object } }[];
}

async function jsonOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
}

function answerOf(path: string, body: Body): object {
  if (path.endsWith('/embeddings')) {
    return { data: [{ embedding: embeddingOf(body.input) }] };
  }
  const { name, parameters } = body.tools[0]!.function;
  const verdict = verdictOf(name, JSON.stringify(parameters), taskOf(body));
  const called = { name, arguments: JSON.stringify(verdict) };
  const call = { id: 'call-1', type: 'function', function: called };
  return {
    choices: [
      { message: { role: 'assistant', content: null, tool_calls: [call] } },
    ],
  };
}

/** The fields of the task that ends the prompt, after its examples. */
function taskOf({ messages }: Body): Record<string, string> {
  const task = messages[0]!.content.split('Your actual task:').at(-1) ?? '';
  const fields = task.matchAll(/^(\w+): ?([\s\S]*?)(?=^\w+:|$(?![\s\S]))/gm);
  return Object.fromEntries(
    [...fields].map(([, field, text]) => [field, (text ?? '').trim()]),
  );
}

function verdictOf(
  name: string,
  parameters: string,
  { answer = '', context = '', statements = '' }: Record<string, string>,
): object {
  const claims = sentencesOf(answer);
  const isIn = (claim: string) => Number(context.includes(claim));
  const reason = 'compared word by word';
  switch (name) {
    case 'extract_statements':
      return parameters.includes('attributed')
        ? {
            statements: claims.map(statement => {
              return { statement, attributed: isIn(statement), reason };
            }),
          }
        : { statements: claims };
    case 'judge_statements':
      return {
        faithfulness: sentencesOf(statements).map(statement => {
          return { statement, verdict: isIn(statement), reason };
        }),
      };
    case 'verify':
      return { verdict: isIn(answer), reason };
    case 'generate_question':
      return { question: answer, noncommittal: 0 };
    default:
      throw new Error(`The fake judge knows no ${name}`);
  }
}

function sentencesOf(text: string): string[] {
  return text.match(/[^.\s,][^.]*\./g) ?? [];
}

/** Counts of letters, as a client asks for them: 32-bit floats in base64. */
function embeddingOf(text: string): string {
  const counts = new Float32Array(26);
  for (const letter of text.toLowerCase().match(/[a-z]/g) ?? []) {
    counts[letter.charCodeAt(0) - 97]! += 1;
  }
  return Buffer.from(counts.buffer).toString('base64');
}
