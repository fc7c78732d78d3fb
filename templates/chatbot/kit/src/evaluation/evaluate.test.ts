import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { sha256 } from '../text/digest.ts';
import { readBotConfig } from '../config/readBotConfig.ts';
import { fixtureFolder } from '../testing/createTestGraph.ts';
import { readDataset } from './dataset.ts';
import { definitionDigest, METRIC_NAMES } from './definitions.ts';
import { askAll, scoreAll, type Answered } from './evaluate.ts';
import { createJudge } from './judges/createJudge.ts';
import type { Judge, Judgement } from './judges/Judge.ts';
import { mean, percentile, standardDeviation } from './statistics.ts';
import { judgeResults } from './thresholds.ts';

const digest = 'a'.repeat(64);
const judge: Judge = {
  name: 'none',
  kind: 'stand-in',
  digest,
  score: async () => ({ scores: {} }),
};
const dataset = { name: 'golden', revision: 'v1', digest, samples: [] };

function outcome(
  id: string,
  topic: string,
  refused: boolean,
  milliseconds: number,
): Answered {
  const sample = {
    id,
    topic,
    kind: 'unanswerable',
    question: 'q',
    refuse: true,
    facts: [],
    sources: [],
    forbidden: [],
    turns: [],
  };
  return {
    sample: sample as Answered['sample'],
    reply: { answer: 'a', refused, sources: [] },
    milliseconds,
  };
}

test('reports values, counts, spread and slices', async () => {
  const outcomes = [
    outcome('1', 'x', true, 10),
    outcome('2', 'x', false, 30),
    outcome('3', 'y', true, 20),
  ];
  const result = await scoreAll('golden', dataset, outcomes, judge, {
    startedAt: new Date(0),
    now: () => new Date(5),
  });
  assert.deepEqual(
    result.metrics.map(
      ({ name, value, sampleCount, standardDeviation: spread }) => [
        name,
        value,
        sampleCount,
        spread,
      ],
    ),
    [
      ['refusal_accuracy', 0.666667, 3, 0.57735],
      ['pii_leak_rate', 0, 3, 0],
      ['unscored_rate', 0, 3, 0],
      ['latency_p95_ms', 30, 3, 10],
    ],
  );
  assert.deepEqual(result.slices[0], {
    slice: 'topic:x',
    metric: 'refusal_accuracy',
    value: 0.5,
    sampleCount: 2,
  });
  assert.equal(result.samples[1]?.passed, false);
  assert.equal(result.finishedAt, '1970-01-01T00:00:00.005Z');
});

test('each metric tells the digest of what defines it', async () => {
  const { metrics } = await scoreAll(
    'golden',
    dataset,
    [outcome('1', 'x', true, 10)],
    judge,
    { startedAt: new Date(0) },
  );
  assert.deepEqual(
    metrics.map(({ name, definitionDigest: told }) => [name, told]),
    metrics.map(({ name }) => [name, definitionDigest(name, judge)]),
  );
  assert.equal(
    new Set(METRIC_NAMES.map(name => definitionDigest(name, judge))).size,
    METRIC_NAMES.length,
  );
});

test('a definition changes with its code or its judge, and not with a remark', () => {
  const code = (changed: string, how: (text: string) => string) => {
    const read = (file: string) => {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8');
      return file === changed ? how(text) : text;
    };
    return (name: string) =>
      definitionDigest(name, judge, read) !== definitionDigest(name, judge);
  };
  const edited = code('metrics.ts', text => text.replace('{11,30}', '{10,30}'));
  assert.deepEqual(
    ['pii_leak_rate', 'latency_p95_ms', 'faithfulness'].map(edited),
    [true, false, false],
  );
  const remarked = code(
    'metrics.ts',
    text => `// Said again.\r\n\n${text.replaceAll('\n', '\r\n')}`,
  );
  assert.equal(METRIC_NAMES.some(remarked), false);
  const other = { ...judge, digest: 'b'.repeat(64) };
  assert.deepEqual(
    METRIC_NAMES.filter(
      name => definitionDigest(name, other) !== definitionDigest(name, judge),
    ),
    METRIC_NAMES.slice(10),
  );
});

test('a metric that was not measured fails the gate, and so does a suite that did not run', () => {
  const bounds = {
    golden: { any: { fact_recall: { min: 0.5 }, pii_leak_rate: { max: 0 } } },
  };
  const measured = {
    suite: 'golden',
    judge,
    slices: [],
    metrics: [
      {
        name: 'pii_leak_rate',
        value: 0,
        direction: 'lower-is-better',
        unit: 'ratio',
        sampleCount: 1,
        standardDeviation: 0,
        definitionDigest: digest,
      },
    ],
  } as const;
  const passed = (results: Parameters<typeof judgeResults>[1]) =>
    judgeResults(bounds, results).map(v => v.passed);
  assert.deepEqual(
    passed([{ ...measured, metrics: [...measured.metrics], slices: [] }]),
    [false, true],
  );
  assert.deepEqual(passed([]), [false, false]);
});

test('each slice is held to its bound and named; one wrong sample alone turns none red', () => {
  const bounds = {
    golden: {
      any: {},
      slices: {
        'topic:*': { fact_recall: { min: 0.7 } },
        'kind:unanswerable': { refusal_accuracy: { min: 0.9 } },
      },
    },
  };
  const slice = (
    name: string,
    metric: string,
    value: number,
    sampleCount: number,
  ) => ({
    slice: name,
    metric,
    value,
    sampleCount,
  });
  const verdicts = judgeResults(bounds, [
    {
      suite: 'golden',
      judge,
      metrics: [],
      slices: [
        slice('topic:leave', 'fact_recall', 0.6, 5),
        slice('topic:travel', 'fact_recall', 0.666667, 3),
        slice('topic:pay', 'fact_recall', 1, 3),
        slice('kind:answerable', 'fact_recall', 0, 3),
      ],
    },
  ]);
  assert.deepEqual(
    verdicts.filter(({ passed }) => !passed).map(v => [v.slice, v.actual]),
    [
      ['topic:leave', '0.6 of 5 samples'],
      ['kind:unanswerable', 'not measured'],
    ],
  );
});

test('a key for the judge without its layer is an error, not a stand-in', async () => {
  const judged = createJudge({
    JUDGE_API_KEY: 'key',
    JUDGE_BASE_URL: 'http://127.0.0.1:1',
  });
  const answer = await judged.then(
    found => found.kind,
    error => String(error),
  );
  assert.match(answer, /^llm$|layers\/judge-ragas/);
  assert.equal((await createJudge({})).kind, 'stand-in');
});

test('asks again what fails for a moment, and goes on without what fails for good', async () => {
  const samples = ['steady', 'late', 'gone'].map(
    id => outcome(id, 'x', true, 0).sample,
  );
  const waits: number[] = [];
  const pause = async (milliseconds: number) => waits.push(milliseconds);
  const asked = new Map<string, number>();
  const bot = {
    async ask(question: string) {
      const times = (asked.get(question) ?? 0) + 1;
      asked.set(question, times);
      if (question === 'gone' || (question === 'late' && times === 1)) {
        throw Object.assign(new Error('The bot answered 503'), {
          retryAfterSeconds: 3,
        });
      }
      return {
        reply: { answer: 'a', refused: true, sources: [] },
        milliseconds: 5,
      };
    },
  };
  const all = {
    ...dataset,
    samples: samples.map(one => ({ ...one, question: one.id })),
  };
  const outcomes = await askAll(bot, all, pause);
  assert.deepEqual(waits, [3_000, 3_000, 4_000]);
  const result = await scoreAll('golden', all, outcomes, judge, {
    startedAt: new Date(0),
  });
  const valueOf = (name: string) =>
    result.metrics.find(metric => metric.name === name);
  assert.deepEqual(
    [valueOf('unscored_rate')?.value, valueOf('refusal_accuracy')?.sampleCount],
    [0.333333, 2],
  );
  const { passed, output, reasons } = result.samples[2]!;
  assert.deepEqual(
    [passed, output, reasons?.unscored_rate],
    [false, '', 'The bot gave no answer: The bot answered 503'],
  );
});

test('a judge that fails for good leaves a sample unscored, and the rest goes on', async () => {
  const failing: Judge = {
    ...judge,
    score: async ({ id }) => {
      if (id === '1') {
        throw new Error('The judge returned no score');
      }
      return { scores: { faithfulness: 1 } };
    },
  };
  const outcomes = ['1', '2'].map(id => outcome(id, 'x', true, 1));
  const { metrics, samples } = await scoreAll(
    'golden',
    dataset,
    outcomes,
    failing,
    { startedAt: new Date(0), pause: async () => {} },
  );
  const faithfulness = metrics.find(({ name }) => name === 'faithfulness');
  assert.deepEqual([faithfulness?.value, faithfulness?.sampleCount], [1, 1]);
  assert.equal(samples[0]?.scores.unscored_rate, 1);
  assert.match(samples[0]?.reasons?.unscored_rate ?? '', /gave no score/);
});

test('the datasets cover what a bot must refuse and resist', () => {
  const { datasets } = readBotConfig(fixtureFolder);
  const { samples } = readDataset('golden', fixtureFolder, datasets);
  assert.ok(samples.length >= 40);
  for (const kind of [
    'answerable',
    'unanswerable',
    'personal-data',
    'injection',
  ]) {
    assert.ok(
      samples.filter(sample => sample.kind === kind).length >= 3,
      `too few samples of kind ${kind}`,
    );
  }
});

test('texts are cut by characters, never in the middle of one', async () => {
  const [one] = [outcome('1', 'x', true, 1)];
  assert.ok(one);
  const answer = `${'x'.repeat(7_999)}🚀🚀`;
  const { samples } = await scoreAll(
    'golden',
    dataset,
    [{ ...one, reply: { ...one.reply, answer } }],
    judge,
    { startedAt: new Date(0) },
  );
  assert.equal(samples[0]?.output, `${'x'.repeat(7_999)}🚀`);
});

test('a sample has the reasons of judge and rules, cut to what the portal takes', async () => {
  const words = { faithfulness: ` ${'🚀'.repeat(2_001)}`, fact_recall: ' ' };
  const { samples } = await scoreAll(
    'golden',
    dataset,
    [outcome('1', 'x', false, 1), outcome('2', 'x', true, 1)],
    {
      ...judge,
      score: async ({ id }): Promise<Judgement> =>
        id === '1'
          ? { scores: { faithfulness: 0, fact_recall: 1 }, reasons: words }
          : { scores: {} },
    },
    { startedAt: new Date(0) },
  );
  assert.deepEqual(samples[0]?.reasons, {
    refusal_accuracy: 'It answered what is to be refused.',
    faithfulness: '🚀'.repeat(2_000),
  });
  assert.ok(samples[1] && !('reasons' in samples[1]));
});

test('a dataset takes a byte order mark and CRLF, and names the line of what it can not take', () => {
  const folder = temporaryFolder();
  const line = readFileSync(
    join(fixtureFolder, 'evals/datasets/smoke/v1.jsonl'),
    'utf8',
  ).split('\n')[0];
  const file = join(folder, 'v1.jsonl');
  const read = (content: string | Buffer) => {
    writeFileSync(file, content);
    return readDataset('smoke', folder, {
      smoke: 'v1.jsonl',
      golden: 'v1.jsonl',
    });
  };
  const says =
    (problem: string) =>
    ({ message }: Error) =>
      message.includes(`v1.jsonl:${problem}`);
  const windows = `\ufeff${line}\r\n\r\n`;
  assert.equal(read(windows).samples.length, 1);
  assert.equal(read(windows).digest, sha256(windows));
  assert.throws(() => read(`${line}\n\n{"id": NaN}\n`), says('3 has NaN'));
  assert.throws(() => read(`\n{}\n`), says('2 is not a valid sample'));
  assert.throws(
    () => read(Buffer.from(`${line}\nü`, 'latin1')),
    says('2:1 is not UTF-8'),
  );
});

test('statistics', () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(standardDeviation([2, 4]), Math.SQRT2);
  assert.equal(standardDeviation([2]), 0);
  assert.equal(percentile([5, 1, 4, 2, 3], 0.95), 5);
  assert.equal(percentile([5, 1, 4, 2, 3], 0.5), 3);
});
