import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../config/configuration.ts';
import { fixtureFolder } from '../testing/createTestGraph.ts';
import { readDataset } from './dataset.ts';
import { askAll, scoreAll, type Bot } from './evaluate.ts';
import { createJudge } from './judges/createJudge.ts';
import { describeRerun, rerunFailed } from './rerunFailed.ts';

const { datasets } = readConfiguration(fixtureFolder, {}).bot;
const dataset = readDataset('smoke', fixtureFolder, datasets);
const judge = await createJudge({});
const pause = async () => {};

/** A bot that says what is expected, but for some questions, and remembers what it was asked. */
function botThatFails(...ids: string[]): Bot & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async ask(question) {
      const sample = dataset.samples.find(one => one.question === question)!;
      asked.push(sample.id);
      const sources = sample.sources.map(id => ({ id, text: '', cited: true }));
      return ids.includes(sample.id)
        ? {
            reply: { answer: 'no idea', refused: !sample.refuse, sources: [] },
            milliseconds: 5,
          }
        : {
            reply: {
              answer: sample.expected ?? 'no',
              refused: sample.refuse,
              sources,
            },
            milliseconds: 5,
          };
    },
  };
}

async function evaluated(bot: Bot) {
  const outcomes = await askAll(bot, dataset, pause);
  return scoreAll('smoke', dataset, outcomes, judge, {
    startedAt: new Date(0),
    pause,
  });
}

const [first = '', second = ''] = dataset.samples.map(({ id }) => id);

test('asks only what failed last time, and computes metrics and slices as a whole run would', async () => {
  const last = await evaluated(botThatFails(first, second));
  const bot = botThatFails(second);
  const rerun = await rerunFailed(bot, dataset, judge, last);
  assert.deepEqual(bot.asked, [first, second]);
  const whole = await evaluated(botThatFails(second));
  assert.deepEqual(
    { ...rerun.result, startedAt: '', finishedAt: '' },
    { ...whole, startedAt: '', finishedAt: '' },
  );
  const said = describeRerun(rerun);
  assert.match(said, /asked again: 2; failed now: 1 of \d+$/m);
  assert.match(said, new RegExp(`^  ${second}: `, 'm'));
  assert.match(said, /^ {4}refusal_accuracy: It refused/m);
});

test('asks everything where dataset or judge is another one, and says why', async () => {
  const last = await evaluated(botThatFails(first));
  const others = [
    { ...last, dataset: { ...last.dataset, digest: '0' } },
    { ...last, judge: { ...last.judge, digest: '0' } },
    undefined,
  ];
  const reasons: (string | undefined)[] = [];
  for (const other of others) {
    const bot = botThatFails();
    const rerun = await rerunFailed(bot, dataset, judge, other);
    assert.equal(bot.asked.length, dataset.samples.length);
    reasons.push(rerun.wholeBecause);
  }
  assert.deepEqual(reasons, [
    'the dataset has changed',
    'another judge scores',
    'there is no result of a run before',
  ]);
});
