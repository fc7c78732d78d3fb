import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { scoreAll, type Answered } from '../evaluate.ts';
import { createJudge } from './createJudge.ts';
import type { Judge } from './Judge.ts';
import { judgeResults, readThresholds } from '../thresholds.ts';
import { fixtureFolder } from '../../testing/createTestGraph.ts';
import { startFakeJudge } from '../../testing/fakeJudge.ts';

/* The metrics of RAGAS as autoevals computes them, with a judge on loopback whose verdicts follow from the texts. */

const LEAVE = 'Every employee has 30 days of annual leave.';
const CANTEEN = 'The canteen serves lunch at noon.';

let fake: Awaited<ReturnType<typeof startFakeJudge>>;
let judge: Judge;

before(async () => {
  fake = await startFakeJudge();
  judge = await judgeAt(fake.url);
});
after(() => fake.stop());

function judgeAt(url: string, model = 'judge-1'): Promise<Judge> {
  return createJudge({
    JUDGE_API_KEY: 'key-of-the-judge',
    JUDGE_BASE_URL: url,
    JUDGE_MODEL: model,
  });
}

function outcome(
  answer: string,
  passages: string[],
  refused = false,
): Answered {
  return {
    sample: {
      id: 'leave-01',
      kind: 'answerable',
      topic: 'leave',
      question: 'How many days of annual leave does an employee have?',
      expected: LEAVE,
      facts: ['30 days'],
      sources: ['leave.md'],
      refuse: false,
      forbidden: [],
      turns: [],
    },
    reply: {
      answer,
      refused,
      sources: passages.map(text => ({ id: 'leave.md', text, cited: true })),
    },
    milliseconds: 1,
  };
}

async function scoresOf({ sample, reply }: Answered, by = judge) {
  return (await by.score(sample, reply)).scores;
}

test('a right answer from the right passage scores full marks but for its wording', async () => {
  const { answer_relevancy: relevancy, ...scores } = await scoresOf(
    outcome(LEAVE, [LEAVE, CANTEEN]),
  );
  assert.deepEqual(scores, {
    faithfulness: 1,
    context_recall: 1,
    context_precision: 1,
  });
  assert.ok(relevancy! > 0 && relevancy! < 1, String(relevancy));
});

test('half an answer that no passage supports is half as faithful', async () => {
  const { faithfulness } = await scoresOf(
    outcome(`${LEAVE} Leave is unlimited.`, [LEAVE]),
  );
  assert.equal(faithfulness, 0.5);
});

test('the judge says why, what failed first', async () => {
  const { sample, reply } = outcome(`${LEAVE} Leave is unlimited.`, [LEAVE]);
  const { reasons, scores } = await judge.score(sample, reply);
  assert.deepEqual(Object.keys(reasons!), Object.keys(scores));
  assert.equal(
    reasons!.faithfulness,
    `“Leave is unlimited.”: compared word by word\n“${LEAVE}”: compared word by word`,
  );
  assert.equal(reasons!.context_recall, `“${LEAVE}”: compared word by word`);
  assert.equal(reasons!.context_precision, 'compared word by word');
  assert.match(reasons!.answer_relevancy!, /^It answers “Every employee .*”$/);
});

test('the wrong passages lower recall and precision, a swapped answer relevancy and faithfulness', async () => {
  const right = await scoresOf(outcome(LEAVE, [LEAVE]));
  const retrieval = await scoresOf(outcome(LEAVE, [CANTEEN]));
  assert.deepEqual(
    [retrieval.context_recall, retrieval.context_precision],
    [0, 0],
  );
  const swapped = await scoresOf(outcome(CANTEEN, [LEAVE]));
  assert.equal(swapped.faithfulness, 0);
  assert.ok(swapped.answer_relevancy! < right.answer_relevancy!);
});

test('saying nothing scores nothing, and costs nothing where nothing was found', async () => {
  const refused = await scoresOf(outcome('I do not know.', [LEAVE], true));
  assert.deepEqual(
    [refused.faithfulness, refused.answer_relevancy, refused.context_recall],
    [0, 0, 1],
  );
  const already = fake.asked.length;
  const { sample, reply } = outcome('I do not know.', [], true);
  const { scores: found, reasons } = await judge.score(sample, reply);
  assert.equal(reasons!.faithfulness, 'No passage was found to judge by.');
  assert.deepEqual(new Set(Object.values(found)), new Set([0]));
  assert.equal(fake.asked.length, already);
});

test('a judge that gives no score fails the evaluation instead of inventing one', async () => {
  const mute = await startFakeJudge({ refuses: true });
  try {
    await assert.rejects(
      scoresOf(outcome(LEAVE, [LEAVE]), await judgeAt(mute.url)),
    );
  } finally {
    mute.stop();
  }
});

test('results carry the names of RAGAS and of the judge, and meet the bounds for language models', async () => {
  const dataset = { name: 'golden', revision: 'v1', digest: '', samples: [] };
  const result = await scoreAll(
    'golden',
    dataset,
    [outcome(CANTEEN, [CANTEEN])],
    judge,
    { startedAt: new Date(0) },
  );
  assert.deepEqual(
    [result.judge.name, result.judge.kind, result.judge.digest.length],
    ['ragas/judge-1', 'llm', 64],
  );
  const failed = judgeResults(
    { golden: readThresholds(fixtureFolder).golden! },
    [result],
  )
    .filter(({ passed }) => !passed)
    .map(({ metric }) => metric);
  for (const name of ['context_recall', 'context_precision', 'fact_recall']) {
    assert.ok(failed.includes(name), `the gate does not see ${name}`);
  }
  assert.ok(!failed.some(name => name.startsWith('lexical_')));
});

test('the digest names the model, and only the configured address is asked', async () => {
  const other = await judgeAt(fake.url, 'judge-2');
  assert.notEqual(other.digest, judge.digest);
  assert.equal((await judgeAt(fake.url)).digest, judge.digest);
  assert.ok(fake.asked.length > 10);
  for (const { path, authorization, model } of fake.asked) {
    assert.match(path, /^\/v1\/(chat\/completions|embeddings)$/);
    assert.equal(authorization, 'Bearer key-of-the-judge');
    assert.match(model, /^(judge-1|text-embedding-3-small)$/);
  }
});
