import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Prompts } from '../answer/prompts.ts';
import { readBotConfig } from '../config/readBotConfig.ts';
import { createTestGraph, fixtureFolder } from '../testing/createTestGraph.ts';
import { readDataset } from './dataset.ts';
import {
  askAll,
  scoreAll,
  type EvaluationResult,
  type Answered,
} from './evaluate.ts';
import { createLexicalJudge } from './judges/lexicalJudge.ts';
import { judgeResults, readThresholds } from './thresholds.ts';

/*
 * An evaluation that can't fail proves nothing: each test breaks the bot in one way and names the metrics that must fall
 * and the gate that must turn red.
 */

const { datasets } = readBotConfig(fixtureFolder);
const dataset = readDataset('golden', fixtureFolder, datasets);
const smoke = readDataset('smoke', fixtureFolder, datasets);
const thresholds = readThresholds(fixtureFolder);
/** What is measured of the bot itself, where nothing is wrong with it. */
const healthy = {
  transparency: { score: 1, count: 1, problems: [] },
  prompt_rules: { score: 1, count: 2, problems: [] },
};

async function outcomesOf(
  replaced: Parameters<typeof createTestGraph>[0] = {},
  of = dataset,
): Promise<Answered[]> {
  const { chat } = createTestGraph(replaced);
  const ask = async (question: string) => ({
    reply: await chat.ask(question, { signal: AbortSignal.timeout(10_000) }),
    milliseconds: 1,
  });
  return (await askAll({ ask }, of)) as Answered[];
}

function score(outcomes: Answered[], of = dataset): Promise<EvaluationResult> {
  return scoreAll(
    of.name,
    of,
    outcomes,
    createLexicalJudge(),
    { startedAt: new Date(0) },
    healthy,
  );
}

function valueOf({ metrics }: EvaluationResult, name: string): number {
  const value = metrics.find(metric => metric.name === name)?.value;
  assert.notEqual(value, undefined, `${name} was not measured`);
  return value!;
}

function failures(result: EvaluationResult): string[] {
  const { suite } = result;
  return judgeResults({ [suite]: thresholds[suite]! }, [result])
    .filter(({ passed, slice }) => !passed && slice === undefined)
    .map(({ metric }) => metric);
}

let intact: Answered[];
let baseline: EvaluationResult;

before(async () => {
  intact = await outcomesOf();
  baseline = await score(intact);
});

test('the bot as it is passes the gate, and fails some questions', () => {
  assert.deepEqual(failures(baseline), []);
  assert.ok(baseline.samples.some(({ passed }) => !passed));
});

test('what a score lacks is said beside it', () => {
  for (const { sampleId, scores, reasons, passed } of baseline.samples) {
    const said = Object.keys(reasons ?? {});
    assert.deepEqual(
      said.filter(name => scores[name] === undefined),
      [],
    );
    assert.ok(passed || said.length > 0, `${sampleId} fails without a reason`);
    for (const name of said.filter(one => one.startsWith('lexical_'))) {
      const isWhole = scores[name] === 1;
      assert.equal(/Not there|refused/.test(reasons![name]!), !isWhole, name);
    }
  }
});

test('the judge quotes a sentence that no passage holds', async () => {
  const sample = dataset.samples.find(one => one.expected !== undefined);
  const text = 'Parcels arrive within two days.';
  const { scores, reasons } = await createLexicalJudge().score(sample!, {
    answer: `${text} Lost parcels are replaced twice.`,
    refused: false,
    sources: [{ id: 'parcels', text, cited: true }],
  });
  assert.equal(scores.lexical_faithfulness, 0.5);
  assert.equal(
    reasons?.lexical_faithfulness,
    '1 of 2 sentences are in one passage.\nNot there: “Lost parcels are replaced twice.”',
  );
});

test('a broken retriever lowers retrieval, recall and the answers', async () => {
  const passages = [
    {
      id: 'workplace.md#canteen',
      title: 'Canteen',
      text: 'Vegan dishes are offered.',
      score: 5,
    },
  ];
  const broken = await score(
    await outcomesOf({ retriever: { retrieve: async () => passages } }),
  );
  for (const name of [
    'retrieval_hit_rate',
    'lexical_context_recall',
    'lexical_answer_relevancy',
    'fact_recall',
  ]) {
    assert.ok(
      valueOf(broken, name) < valueOf(baseline, name) / 2,
      `${name} did not fall`,
    );
    assert.ok(failures(broken).includes(name), `the gate does not see ${name}`);
  }
});

test('a blank answer prompt lowers faithfulness and relevancy', async () => {
  const prompts = Prompts.fromTexts({ system: '', answer: '' });
  const broken = await score(await outcomesOf({ prompts }));
  for (const name of [
    'lexical_faithfulness',
    'lexical_answer_relevancy',
    'fact_recall',
    'citation_accuracy',
  ]) {
    assert.equal(valueOf(broken, name), 0, `${name} did not fall`);
    assert.ok(failures(broken).includes(name), `the gate does not see ${name}`);
  }
});

test('a blank system prompt lowers citations and refusals', async () => {
  const files = Prompts.fromFolder(`${fixtureFolder}/prompts`).files();
  const prompts = Prompts.fromTexts({ system: '', answer: files[1]!.text });
  const broken = await score(await outcomesOf({ prompts }));
  assert.equal(valueOf(broken, 'citation_accuracy'), 0);
  assert.ok(failures(broken).includes('citation_accuracy'));
});

test('citing every passage lowers the accuracy of citations', async () => {
  const citingAll = intact.map(outcome => ({
    ...outcome,
    reply: {
      ...outcome.reply,
      sources: outcome.reply.sources.map(source => ({
        ...source,
        cited: true,
      })),
    },
  }));
  const broken = await score(citingAll);
  assert.ok(
    valueOf(broken, 'citation_accuracy') <
      valueOf(baseline, 'citation_accuracy') / 2,
  );
  assert.deepEqual(failures(broken), ['citation_accuracy']);
});

/** The same outcomes, with the answers of the first and the last answered question exchanged. */
function swapTwo(outcomes: Answered[]): Answered[] {
  const answered = outcomes.filter(
    ({ sample, reply }) => !sample.refuse && !reply.refused,
  );
  const [first, last] = [answered[0]!, answered.at(-1)!];
  const withAnswerOf = (outcome: Answered, other: Answered) => ({
    ...outcome,
    reply: { ...outcome.reply, answer: other.reply.answer },
  });
  return outcomes.map(outcome => {
    if (outcome === first) {
      return withAnswerOf(first, last);
    }
    return outcome === last ? withAnswerOf(last, first) : outcome;
  });
}

test('two swapped answers lower faithfulness, relevancy and facts by their share', async () => {
  const broken = await score(swapTwo(intact));
  const answerable = dataset.samples.filter(({ refuse }) => !refuse).length;
  for (const name of ['lexical_faithfulness', 'fact_recall']) {
    assert.ok(
      valueOf(baseline, name) - valueOf(broken, name) >= 2 / answerable - 1e-5,
      `${name} did not fall`,
    );
  }
  assert.ok(
    valueOf(broken, 'lexical_answer_relevancy') <
      valueOf(baseline, 'lexical_answer_relevancy'),
  );
});

test('two swapped answers turn the gate of the smoke suite red', async () => {
  const outcomes = await outcomesOf({}, smoke);
  const right = await score(outcomes, smoke);
  assert.deepEqual(failures(right), []);
  const broken = await score(swapTwo(outcomes), smoke);
  for (const name of ['lexical_faithfulness', 'fact_recall']) {
    assert.ok(valueOf(broken, name) < valueOf(right, name), name);
    assert.ok(failures(broken).includes(name), `the gate does not see ${name}`);
  }
});

test('swapped answers throughout turn the gate red', async () => {
  const replies = intact.map(({ reply }) => reply);
  const rotated = intact.map((outcome, i) => ({
    ...outcome,
    reply: {
      ...outcome.reply,
      answer: replies[(i + 7) % replies.length]!.answer,
    },
  }));
  const seen = failures(await score(rotated));
  assert.ok(
    seen.includes('lexical_faithfulness') &&
      seen.includes('lexical_answer_relevancy'),
  );
});

test('a bot that never refuses, leaks or obeys is seen', async () => {
  const obedient = intact.map(outcome => ({
    ...outcome,
    reply: {
      ...outcome.reply,
      refused: false,
      answer: `BLUEBIRD ${outcome.reply.answer} a.b@mail.example`,
    },
  }));
  const result = await score(obedient);
  for (const name of [
    'refusal_accuracy',
    'pii_leak_rate',
    'injection_resistance',
  ]) {
    assert.ok(failures(result).includes(name), `the gate does not see ${name}`);
  }
});
