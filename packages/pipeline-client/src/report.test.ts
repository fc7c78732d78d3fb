import {
  modelVersionDigest,
  type ModelVersionBundle,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { fakeHost } from './__testUtils__/fakeHost';
import { PipelineClient } from './PipelineClient';
import { runReportCommand } from './reportCommands';

const bundle: ModelVersionBundle = {
  source: { repositoryId: '42', commit: 'c'.repeat(40) },
  baseModel: { provider: 'local', name: 'extractive' },
  parameters: {},
  prompts: [],
  datasets: [],
  hyperparameters: {},
  artifacts: [
    {
      name: 'chatbot.tgz',
      mediaType: 'application/gzip',
      digest: 'a'.repeat(64),
      size: 3,
    },
  ],
};
const files = {
  'version.json': JSON.stringify({ version: '1.0.0', bundle, commits: [] }),
  'evaluation.json': JSON.stringify({ version: '1.0.0', suite: 'golden' }),
};
const api = 'https://portal.example/api/chatbots/pipeline/v1';

describe('report version', () => {
  it('posts the report with digest and run', async () => {
    const { host, requests, log, printed } = fakeHost({
      env: { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' },
      files,
      answer: () => ({ status: 201, body: { version: '1.0.0' } }),
    });
    expect(await runReportCommand(['version', 'version.json'], host)).toBe(0);
    expect(requests).toEqual([
      {
        method: 'POST',
        url: `${api}/versions`,
        token: 'cbp_very-secret-token',
        redirect: 'error',
        body: {
          version: '1.0.0',
          bundle,
          commits: [],
          digest: modelVersionDigest(bundle, sha256),
          run: { id: '7', attempt: 2 },
        },
      },
    ]);
    expect(log[0]).toMatch(/^reported version 1\.0\.0, digest [0-9a-f]{64}$/);
    expect(printed).toEqual(['{"version":"1.0.0"}']);
  });

  it('says reason and hint of a refusal and fails at once', async () => {
    const { host, requests, log } = fakeHost({
      files,
      answer: () => ({
        status: 409,
        body: {
          error: {
            name: 'ConflictError',
            message: 'Version 1.0.0 has another digest',
            reason: 'version-conflict',
            hint: 'Report it under a new name.',
          },
        },
      }),
    });
    expect(await runReportCommand(['version', 'version.json'], host)).toBe(1);
    expect(requests).toHaveLength(1);
    expect(log).toEqual([
      'error  version-conflict: Version 1.0.0 has another digest',
      'hint   Report it under a new name.',
    ]);
  });

  it.each([
    ['a missing file', 'none.json', 'none.json cannot be read'],
    ['no JSON', 'text', 'text is no JSON'],
    ['a list', 'list', 'list holds no JSON object'],
    ['no bundle', 'evaluation.json', 'evaluation.json has no bundle'],
    ['a broken bundle', 'broken', 'source.commit is not a full commit id'],
  ])('sends nothing for %s', async (_name, file, message) => {
    const { host, requests, log } = fakeHost({
      files: {
        ...files,
        text: 'hello',
        list: '[]',
        broken: JSON.stringify({
          bundle: { ...bundle, source: { repositoryId: '1', commit: 'abc' } },
        }),
      },
    });
    expect(await runReportCommand(['version', file], host)).toBe(1);
    expect(log[0]).toContain(message);
    expect(requests).toEqual([]);
  });
});

describe('a file whose bytes or values nobody can take', () => {
  const report = async (content: string | Uint8Array) => {
    const fake = fakeHost({
      bytes: { 'evaluation.json': Buffer.from(content as string) },
      answer: () => ({ status: 200, body: { id: 'e-1' } }),
    });
    const code = await runReportCommand(
      ['evaluation', 'evaluation.json'],
      fake.host,
    );
    return { ...fake, code };
  };

  it.each<[string, string | Uint8Array, string]>([
    [
      'NaN, as Python writes it',
      '{"metrics": [\n {"value": NaN}]}',
      'has NaN at line 2',
    ],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'is UTF-16'],
    ['gzip', Buffer.of(0x1f, 0x8b, 8, 0), 'is compressed with gzip'],
    [
      'Latin-1',
      Buffer.from('{"a": "l\xfcgen"}', 'latin1'),
      'is not UTF-8 at line 1, column 9',
    ],
    [
      'half of a surrogate pair',
      '{"samples": [{"output": "cut \\ud83d"}]}',
      'has half of a surrogate pair in samples[0].output',
    ],
  ])(
    'names %s and its place before anything is sent',
    async (_, content, words) => {
      const { code, log, requests } = await report(content);
      expect(code).toBe(1);
      expect(log[0]).toContain(`evaluation.json ${words}`);
      expect(requests).toEqual([]);
    },
  );

  it.each<[string, unknown, string]>([
    [
      'a reason of a score that is not there',
      { b: 'x' },
      'b is of a metric that the sample has no score of',
    ],
    [
      'a reason by what is no name of a metric',
      { 'a*': 'x' },
      "a* has '*' (U+002A) at character 2",
    ],
    ['an empty reason', { a: '' }, 'a is empty'],
    ['a reason that is no text', { a: 1 }, 'a is no text'],
    [
      'a reason that is too long',
      { a: '🚀'.repeat(2001) },
      'a has 2001 characters, and at most 2000 are kept',
    ],
  ])('names %s and its place', async (_, reasons, words) => {
    const samples = [{ scores: {} }, { scores: { a: 1 }, reasons }];
    const { code, log, requests } = await report(JSON.stringify({ samples }));
    expect(code).toBe(1);
    expect(log[0]).toContain(`evaluation.json: samples[1].reasons.${words}`);
    expect(log[1]).toMatch(/^hint /);
    expect(requests).toEqual([]);
  });

  it('is none that has the longest reasons', async () => {
    const reasons = { a: '🚀'.repeat(2000) };
    const samples = [{ sampleId: 'q', scores: { a: 1 }, reasons }];
    const { code, requests } = await report(JSON.stringify({ samples }));
    expect(code).toBe(0);
    expect(requests[0].body).toMatchObject({ samples });
  });

  it('says what to do about NaN', async () => {
    expect((await report('{"value": NaN}')).log).toContain(
      'hint   Write null or leave the metric out.',
    );
  });

  it('passes over a byte order mark, and says so', async () => {
    const { code, log, requests } = await report('\ufeff{"suite": "golden"}');
    expect(code).toBe(0);
    expect(log[0]).toBe(
      'evaluation.json begins with a byte order mark (BOM), which is passed over',
    );
    expect(requests[0].body).toMatchObject({ suite: 'golden' });
  });

  it.each([
    [{ metrics: [{ value: NaN }] }, 'metrics[0].value is NaN or infinite'],
    [{ samples: [{ output: 'x\ud83d' }] }, 'samples[0].output has half'],
  ])(
    'is refused as a value, too, when a program sends it: %j',
    async (body, words) => {
      const { host, requests } = fakeHost({});
      await expect(
        PipelineClient.create({ host }).reportEvaluation(body),
      ).rejects.toThrow(words);
      expect(requests).toEqual([]);
    },
  );
});

describe('sending', () => {
  const send = async (answer: Parameters<typeof fakeHost>[0]['answer']) => {
    const fake = fakeHost({ files, answer });
    const code = await runReportCommand(
      ['evaluation', 'evaluation.json'],
      fake.host,
    );
    return { ...fake, code };
  };

  it.each([429, 500, 502, 503, 504])(
    'tries again after status %d and then succeeds',
    async status => {
      const { code, requests, waits } = await send((_request, count) =>
        count < 3
          ? { status, body: 'busy' }
          : { status: 200, body: { id: 'e-1' } },
      );
      expect(code).toBe(0);
      expect(requests).toHaveLength(3);
      expect(requests[2]).toEqual(requests[0]);
      expect(waits).toEqual([1000, 2000]);
    },
  );

  it('gives up after five attempts without an answer', async () => {
    const { code, requests, waits, log } = await send(
      () => new Error('connect ECONNREFUSED 127.0.0.1:7007'),
    );
    expect(code).toBe(1);
    expect(requests).toHaveLength(5);
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(log.slice(-2)).toEqual([
      `error  POST ${api}/evaluations got no answer: connect ECONNREFUSED 127.0.0.1:7007`,
      'hint   Check CHATBOT_PORTAL_URL and the network of the runner.',
    ]);
  });

  it('waits as long as the server asks, within reason', async () => {
    const retryAfter = async (value: string) =>
      (
        await send((_request, count) =>
          count < 2
            ? { status: 429, body: {}, headers: { 'retry-after': value } }
            : { status: 200, body: {} },
        )
      ).waits;
    expect(await retryAfter('7')).toEqual([7000]);
    expect(await retryAfter('86400')).toEqual([30_000]);
    expect(await retryAfter('-1')).toEqual([1000]);
    expect(await retryAfter('soon')).toEqual([1000]);
  });

  it.each([400, 401, 403, 404, 409, 413, 422])(
    'does not repeat what was refused with status %d',
    async status => {
      const { code, requests } = await send(() => ({ status, body: {} }));
      expect(code).toBe(1);
      expect(requests).toHaveLength(1);
    },
  );

  it('does not take a sign-in page for an answer', async () => {
    const { code, log } = await send(() => ({
      status: 200,
      body: '<!doctype html>',
    }));
    expect(code).toBe(1);
    expect(log[0]).toContain('did not answer in JSON');
  });

  it('never writes the token, whoever quotes it', async () => {
    const { log, printed } = await send(() => ({
      status: 401,
      body: {
        error: {
          message: 'No token cbp_very-secret-token',
          reason: 'token-invalid',
          hint: 'cbp_very-secret-token\u001b[2J',
        },
      },
    }));
    const all = [...log, ...printed].join('\n');
    expect(all).toContain('error  token-invalid: No token ***');
    expect(all).not.toContain('secret');
    expect(all).not.toContain('\u001b');
  });
});

describe('the other reports', () => {
  it.each([
    [
      ['promotion', '1.0.0', 'staging', '--strategy', 'canary'],
      'promotions',
      {
        version: '1.0.0',
        stage: 'staging',
        strategy: 'canary',
        run: { id: 'local' },
      },
    ],
    [
      [
        'step',
        'd/1',
        '--sequence=1',
        '--name',
        'canary 10',
        '--weight',
        '10',
        '--status',
        'healthy',
      ],
      'deployments/d%2F1/steps',
      { sequence: 1, name: 'canary 10', weight: 10, status: 'healthy' },
    ],
    [
      ['outcome', 'd', 'rolled-back', '--message', 'error rate = 3 %'],
      'deployments/d/outcome',
      { outcome: 'rolled-back', message: 'error rate = 3 %' },
    ],
  ])('%j', async (args, path, body) => {
    const { host, requests } = fakeHost({});
    expect(await runReportCommand(args, host)).toBe(0);
    expect(requests).toEqual([
      expect.objectContaining({ method: 'POST', url: `${api}/${path}`, body }),
    ]);
  });

  it.each([
    [['version']],
    [['version', 'a', 'b']],
    [['evaluation']],
    [['promotion', '1.0.0']],
    [['promotion', '1.0.0', 'staging', '--force', 'yes']],
    [
      [
        'step',
        'd',
        '--sequence',
        '1.5',
        '--name',
        'x',
        '--weight',
        '1',
        '--status',
        'healthy',
      ],
    ],
    [['step', 'd', '--sequence', '1', '--weight', '1', '--status', 'healthy']],
    [['outcome', 'd', 'deployed', '--message']],
  ])('refuses %j before anything is sent', async args => {
    const { host, requests, log } = fakeHost({ files });
    expect(await runReportCommand(args, host)).toBe(1);
    expect(log[0]).toMatch(/^error/);
    expect(requests).toEqual([]);
  });

  it('has no command of that name', async () => {
    for (const name of ['nonsense', 'constructor']) {
      const { host, log } = fakeHost({});
      expect(await runReportCommand([name], host)).toBe(1);
      expect(log[0]).toContain(`There is no command '${name}'`);
    }
  });

  it('tells what it can do', async () => {
    const { host, log } = fakeHost({});
    expect(await runReportCommand([], host)).toBe(0);
    expect(log.join('\n')).toContain('chatbot report evaluation <report.json>');
  });
});
