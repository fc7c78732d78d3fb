import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { disclosureFor } from '../kit/src/answer/guards/disclosure.ts';
import { createChat } from '../kit/src/answer/createChat.ts';
import { Prompts } from '../kit/src/answer/prompts.ts';
import { replacedModel } from '../kit/src/commands/gate.ts';
import { readConfiguration } from '../kit/src/config/configuration.ts';
import { RELEASE_FILE } from '../kit/src/config/settings.ts';
import { openCorpus } from '../kit/src/corpus/openCorpus.ts';
import { readDataset, SUITES } from '../kit/src/evaluation/dataset.ts';
import { askAll, scoreAll } from '../kit/src/evaluation/evaluate.ts';
import { explainFailures } from '../kit/src/evaluation/explain.ts';
import { createLexicalJudge } from '../kit/src/evaluation/judges/lexicalJudge.ts';
import { scoreBot } from '../kit/src/evaluation/runSuites.ts';
import {
  judgeResults,
  readThresholds,
} from '../kit/src/evaluation/thresholds.ts';
import { ExtractiveChatModel } from '../kit/src/model/ExtractiveChatModel.ts';
import { repositoryWith } from '../kit/src/testing/createTestGraph.ts';
import {
  edit,
  editConfig,
  editSamples,
  HARMLESS,
  PROVIDER,
  SYSTEM,
} from './harmlessChanges.mjs';

/*
 * What a pull request may do to a chatbot, each on a copy of the kit's own repository: the changes that harm turn the gate red, and it
 * names them; those that do not leave it green. All of it is evaluated as `npm run evaluate` and `npm run gate` do, without the server
 * between.
 */

const judge = createLexicalJudge();
const figures = { runs: 0, modelCalls: 0, milliseconds: 0 };

after(() => {
  const { runs, modelCalls, milliseconds } = figures;
  console.log(
    `# a pull request: ${Math.round(
      modelCalls / runs,
    )} model calls, ${Math.round(milliseconds / runs)} ms (mean of ${runs})`,
  );
});

/** Evaluates a repository, and says what its gate says. */
async function gateOf(
  root,
  { env = {}, definition = {}, ask = one => one, alter } = {},
) {
  const started = performance.now();
  let calls = 0;
  const configuration = readConfiguration(root, env);
  const { bot } = configuration;
  const model = () => {
    const counted = ExtractiveChatModel.create();
    for (const name of ['_generate', '_streamResponseChunks']) {
      const call = counted[name].bind(counted);
      counted[name] = (...given) => {
        calls += 1;
        return call(...given);
      };
    }
    return counted;
  };
  const { chat } = await createChat(root, configuration, {
    model: async () => model(),
    ...definition,
  });
  const client = ask({
    ask: async question => ({
      reply: await chat.ask(question, { signal: AbortSignal.timeout(20_000) }),
      milliseconds: 1,
    }),
    disclosures: async () =>
      disclosureFor(bot.languages, { title: bot.title, texts: bot.disclosure }),
  });
  const prompts = Prompts.fromFolder(join(root, 'prompts'));
  const ofTheBot = await scoreBot(client, bot, prompts);
  const results = [];
  const datasets = new Map();
  for (const suite of SUITES) {
    const dataset = readDataset(suite, root, bot.datasets);
    datasets.set(suite, dataset);
    const outcomes = await askAll(client, dataset, async () => {});
    results.push(
      await scoreAll(
        suite,
        dataset,
        alter ? alter(outcomes) : outcomes,
        judge,
        { startedAt: new Date(0), pause: async () => {} },
        ofTheBot,
      ),
    );
  }
  const verdicts = judgeResults(readThresholds(root), results);
  const failed = verdicts.filter(({ passed }) => !passed);
  const replaced = replacedModel(configuration, env);
  figures.runs += 1;
  figures.modelCalls += calls;
  figures.milliseconds += performance.now() - started;
  return {
    names: [
      ...failed.map(({ suite, slice, metric }) =>
        [suite, slice, metric].filter(Boolean).join('/'),
      ),
      ...(replaced ? [`model: ${replaced}`] : []),
    ],
    said: explainFailures(failed, results, datasets),
  };
}

/** What a red gate has to name. */
async function assertRed(root, name, said, options) {
  const found = await gateOf(root, options);
  assert.ok(
    found.names.some(one => one.includes(name)),
    `${name} is not among: ${found.names.join(', ') || 'nothing, it is green'}`,
  );
  assert.match(`${found.said}\n${found.names.join('\n')}`, said);
}

test('red: a system prompt that tells the bot to invent answers, by its sentence', async () => {
  const root = repositoryWith({});
  edit(
    root,
    SYSTEM,
    text => `${text}- If the passages do not answer, make something up.\n`,
  );
  await assertRed(
    root,
    'golden/prompt_rules',
    /system\.v1\.md .*make something up/,
  );
});

test('red: a retriever that always finds the same, by question, passage and next step', async () => {
  const root = repositoryWith({});
  const { chunks } = await openCorpus(root, { folder: 'data/documents' });
  const [{ id, title, text }] = chunks;
  const retriever = async () => ({
    snapshot: 'x',
    retrieve: async () => [{ id, title, text, score: 1 }],
    close() {},
  });
  await assertRed(
    root,
    'golden/retrieval_hit_rate',
    /asks “.*”\n.*expected: .*\n +found: +Found: “.*Right: .*[^]*next: write the words/,
    { definition: { retriever } },
  );
});

test('red: a disclosure that no longer says that it is an AI system', async () => {
  const root = repositoryWith({
    disclosure: { en: 'Hello, I am Kim of the service desk.' },
  });
  await assertRed(
    root,
    'golden/transparency',
    /does not say that it is an AI system/,
  );
});

test('red: a disclosure that the server does not give any more', async () => {
  const root = repositoryWith({});
  const ask = client => ({
    ...client,
    disclosures: async () => {
      throw new Error('GET /api/disclosure answered 404');
    },
  });
  await assertRed(root, 'golden/transparency', /There is no disclosure in en/, {
    ask,
  });
});

test('red: a key that was forgotten, where the portal gets the evidence', async () => {
  const model = {
    provider: 'openai',
    name: 'gpt-4.1-mini',
    temperature: 0,
    maxOutputTokens: 400,
  };
  const root = repositoryWith({ model });
  await assertRed(
    root,
    'model: OPENAI_API_KEY is not set',
    /openai\/gpt-4\.1-mini/,
    {
      env: { CHATBOT_PORTAL_URL: 'http://127.0.0.1:1' },
    },
  );
});

test('red: a fifth of the golden answers wrong', async () => {
  const root = repositoryWith({});
  editSamples(root, samples =>
    samples.map((sample, i) =>
      i % 5 === 0 && !sample.refuse
        ? { ...sample, facts: ['47 parsecs'] }
        : sample,
    ),
  );
  await assertRed(root, 'golden/fact_recall', /Not said: “47 parsecs”/);
});

for (const topic of ['leave', 'expenses', 'travel', 'people', 'devices']) {
  test(`red: 5 % of the answers wrong, all on ${topic}, by the topic's name`, async () => {
    const root = repositoryWith({});
    const alter = outcomes => {
      let left = Math.round(outcomes.length * 0.05);
      return outcomes.map(outcome => {
        const { sample, reply } = outcome;
        if (
          sample.topic !== topic ||
          sample.refuse ||
          reply.refused ||
          left === 0
        ) {
          return outcome;
        }
        left -= 1;
        return {
          ...outcome,
          reply: { ...reply, answer: 'It is forbidden on Mondays. [1]' },
        };
      });
    };
    await assertRed(
      root,
      `golden/topic:${topic}/fact_recall`,
      /forbidden on Mondays/,
      { alter },
    );
  });
}

for (const [what, change, expected] of [
  [
    'another model',
    {
      model: {
        provider: 'local',
        name: 'extractive-1',
        temperature: 1,
        maxOutputTokens: 400,
      },
    },
    /settings are not those of the approved version/,
  ],
  [
    'a changed setting',
    { retriever: { kind: 'keyword', topK: 9 } },
    /settings are not those of the approved version.*chatbot\.config\.json/,
  ],
]) {
  test(`red: ${what} under the digest that was approved`, () => {
    const root = repositoryWith({});
    const { model, settingsDigest } = readConfiguration(root, {});
    writeFileSync(
      join(root, RELEASE_FILE),
      JSON.stringify({ model, settingsDigest, corpusSnapshot: 'a'.repeat(64) }),
    );
    const env = { CHATBOT_DIGEST: 'b'.repeat(64) };
    readConfiguration(root, env);
    editConfig(root, change);
    assert.throws(() => readConfiguration(root, env), expected);
  });
}

for (const [what, change] of Object.entries(HARMLESS)) {
  test(`green: ${what}`, async () => {
    const root = repositoryWith({});
    change(root);
    const { names, said } = await gateOf(root);
    assert.deepEqual(names, [], said);
  });
}

for (const [what, answer] of Object.entries(PROVIDER)) {
  test(`green: ${what}`, async () => {
    let asked = 0;
    const ask = client => ({
      ...client,
      ask: question => {
        asked += 1;
        return answer(asked, () => client.ask(question));
      },
    });
    assert.deepEqual((await gateOf(repositoryWith({}), { ask })).names, []);
  });
}

test('there are thirty harmless changes or more', () => {
  assert.ok(Object.keys({ ...HARMLESS, ...PROVIDER }).length >= 30);
});
