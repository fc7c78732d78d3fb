import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startFakeJudge } from '../kit/src/testing/fakeJudge.ts';
import { BuiltImage } from './BuiltImage.mjs';
import { emptyHome, GeneratedRepository } from './GeneratedRepository.mjs';

const require = createRequire(import.meta.url);
const { AxeBuilder } = require('@axe-core/playwright');
const { chromium } = require('playwright-core');

/*
 * The generated repository on its own: rendered, installed from the public registry, linted, tested, built and evaluated,
 * with an empty home folder and no portal. CHROMIUM_PATH names the browser.
 */

const home = emptyHome();
let repository;

before(async () => {
  repository = await GeneratedRepository.render(home);
  const { code, output } = await repository.run('npm', 'ci');
  assert.equal(code, 0, output);
});

after(() => {
  repository.remove();
  rmSync(home, { recursive: true, force: true });
});

async function assertGreen(generated) {
  const { code, output } = await generated.run('npm', 'run', 'ci');
  assert.equal(code, 0, output);
  const steps = [...output.matchAll(/^=== (.+) done in/gm)];
  assert.deepEqual(
    steps.map(([, name]) => name),
    [
      'kit',
      'lint',
      'types',
      'unit tests',
      'build',
      'evaluate',
      'publish',
      'report',
      'gate',
    ],
  );
  assert.match(output, /offline: CHATBOT_PORTAL_URL is not set/);
  assert.match(output, /The gate is green\./);
  assert.deepEqual(generated.leftovers(), []);
  return output;
}

test('npm ci && npm run ci passes on its own', async () => {
  await assertGreen(repository);
  const results = ['smoke', 'golden'].map(suite =>
    JSON.parse(repository.read(`evals/results/${suite}.json`)),
  );
  for (const { judge, metrics } of results) {
    assert.deepEqual([judge.name, judge.kind], ['lexical', 'stand-in']);
    const names = metrics.map(({ name }) => name);
    assert.ok(names.includes('lexical_faithfulness'));
    assert.ok(!names.includes('faithfulness'));
  }
  // An evaluation that nothing fails would say nothing.
  const failed = results[1].samples.filter(({ passed }) => !passed);
  assert.ok(failed.length > 0 && failed.length < 10, `${failed.length} failed`);
});

test('what was built runs as the image starts it, with what it needs in production alone', async () => {
  const bot = await BuiltImage.start(repository);
  try {
    assert.equal(await bot.checkHealth(), 0);
    const response = await fetch(`${bot.url}/api/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        answerId: '11111111-1111-4111-8111-111111111111',
        rating: 'helpful',
      }),
    });
    assert.equal(response.status, 204);
    assert.match(bot.feedback(), /"rating":"helpful"/);
    bot.stop();
    assert.equal(await bot.checkHealth(), 1);
  } finally {
    bot.remove();
  }
});

const inBrowser = { skip: process.env.CHROMIUM_PATH ? false : 'no Chromium' };
test(
  'people ask in a browser, open a source and say what they think',
  inBrowser,
  async () => {
    const bot = await BuiltImage.start(repository);
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH,
      env: { ...process.env, HOME: home },
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    try {
      const context = await browser.newContext({
        viewport: { width: 390, height: 800 },
      });
      const page = await context.newPage();
      const complaints = [];
      page.on('console', message => complaints.push(message.text()));
      page.on('pageerror', error => complaints.push(error.message));
      await page.goto(bot.url);
      const ask = async question => {
        await page.getByLabel('Your question').fill(question);
        await page.getByRole('button', { name: 'Ask' }).click();
      };
      await ask('How much may a hotel night cost at most?');
      await page.getByRole('link', { name: 'Source 1' }).click();
      await page.getByText('Breakfast is included').waitFor();
      await page
        .getByRole('button', { name: /answer was not helpful/ })
        .click();
      await page.getByText('Thank you.').waitFor();
      assert.match(bot.feedback(), /"rating":"not-helpful"/);
      // Nothing that a person types becomes a part of the page.
      await ask('<img src="x" onerror="document.title = 1">');
      await page.getByText('I could not find an answer').waitFor();
      assert.equal(await page.locator('img').count(), 0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations, []);
      assert.deepEqual(complaints, []);

      bot.stop();
      assert.equal(await bot.checkHealth(), 1);
      await ask('Are you there?');
      await page.getByText('The bot cannot be reached').waitFor();
    } finally {
      await browser.close();
      bot.remove();
    }
  },
);

/** Builds and evaluates; resolves with what the gate says. */
async function gateOf(generated, expectedCode) {
  for (const script of ['build', 'evaluate']) {
    const { code, output } = await generated.run('npm', 'run', script);
    assert.equal(code, 0, output);
  }
  const { code, output } = await generated.run('npm', 'run', 'gate');
  assert.equal(code, expectedCode, output);
  return output;
}

test('a broken retriever turns the gate of the built bot red', async () => {
  const path = join(repository.folder, 'src/bot.ts');
  const text = readFileSync(path, 'utf8');
  const broken = text.replace(
    'defineBot({})',
    'defineBot({ retriever: () => ({ retrieve: async () => [] }) })',
  );
  assert.notEqual(broken, text);
  writeFileSync(path, broken);
  try {
    const output = await gateOf(repository, 1);
    assert.match(output, /The gate is red/);
    for (const metric of [
      'smoke/fact_recall',
      'golden/retrieval_hit_rate',
      'golden/lexical_faithfulness',
    ]) {
      assert.match(output, new RegExp(`^FAIL  ${metric}: `, 'm'));
    }
  } finally {
    writeFileSync(path, text);
  }
});

test('other documents turn no test red, and the gate says what they lack', async () => {
  const other = await GeneratedRepository.render(home);
  try {
    const { code, output } = await other.run('npm', 'ci');
    assert.equal(code, 0, output);
    const documents = join(other.folder, 'data/documents');
    rmSync(documents, { recursive: true });
    mkdirSync(documents);
    writeFileSync(
      join(documents, 'boats.md'),
      '# Boats\n\n## Hire\nA boat costs ten euros an hour.\n',
    );
    const tests = await other.run('npm', 'test');
    assert.equal(tests.code, 0, tests.output);
    assert.match(await gateOf(other, 1), /FAIL  golden\/retrieval_hit_rate/);
  } finally {
    other.remove();
  }
});

test('the kit can be written out, and everything goes on', async () => {
  const ejected = await GeneratedRepository.render(home);
  try {
    for (const args of [
      ['ci'],
      ['run', 'eject'],
      ['install', '--no-audit', '--no-fund'],
    ]) {
      const { code, output } = await ejected.run('npm', ...args);
      assert.equal(code, 0, output);
    }
    assert.match(ejected.read('kit/src/answer/graph.ts'), /createGraph/);
    await assertGreen(ejected);
    const bot = await BuiltImage.start(ejected);
    assert.equal(await bot.checkHealth(), 0);
    bot.remove();
  } finally {
    ejected.remove();
  }
});

const withUv = { skip: process.env.UV ? false : 'neither uv nor pipx' };
test(
  'it finds by meaning with the layer of local weights, also where it is deployed',
  withUv,
  async () => {
    const hybrid = await GeneratedRepository.render(home, {
      retrieval: 'hybrid',
      infrastructure: 'none',
    });
    try {
      const { code, output } = await hybrid.run('npm', 'ci');
      assert.equal(code, 0, output);
      const ci = await hybrid.run('npm', 'run', 'ci');
      assert.equal(ci.code, 0, ci.output);
      assert.match(ci.output, /vectors: 44 of 44/);
      const bot = await BuiltImage.start(hybrid);
      const answer = await fetch(`${bot.url}/api/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"question":"How long is someone new on trial?"}',
      });
      const { sources } = await answer.json();
      bot.remove();
      assert.ok(sources.some(({ id }) => id === 'people.md#probation'));
    } finally {
      hybrid.remove();
    }
  },
);

for (const provider of ['openai', 'anthropic']) {
  test(`it passes with the layers for ${provider} and RAGAS, which scores once it has a key`, async () => {
    const other = await GeneratedRepository.render(home, {
      provider,
      judge: 'ragas',
      infrastructure: 'none',
    });
    const judge = await startFakeJudge();
    try {
      const { code, output } = await other.run('npm', 'ci');
      assert.equal(code, 0, output);
      await assertGreen(other);
      writeFileSync(
        join(other.folder, '.env'),
        `JUDGE_API_KEY=key\nJUDGE_BASE_URL=${judge.url}\nJUDGE_MODEL=judge-1\n`,
      );
      const args = ['run', 'evaluate', '--', '--suite', 'smoke'];
      const evaluated = await other.run('npm', ...args);
      assert.equal(evaluated.code, 0, evaluated.output);
      const smoke = JSON.parse(other.read('evals/results/smoke.json'));
      assert.deepEqual(
        [smoke.judge.name, smoke.judge.kind],
        ['ragas/judge-1', 'llm'],
      );
    } finally {
      judge.stop();
      other.remove();
    }
  });
}
