import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { emptyHome, GeneratedRepository } from './GeneratedRepository.mjs';

/*
 * The generated repository on its own: rendered, installed from the public registry, linted, tested, built and evaluated,
 * with an empty home folder and no portal.
 */

const home = emptyHome();
let repository;

before(async () => {
  repository = await GeneratedRepository.render(home);
  const { code, output } = await repository.run('npm', 'ci');
  assert.equal(code, 0, output);
});

async function assertGreen(generated) {
  const { code, output } = await generated.run('npm', 'run', 'ci');
  assert.equal(code, 0, output);
  const steps = [...output.matchAll(/^=== (.+) done in/gm)];
  assert.deepEqual(
    steps.map(([, name]) => name),
    [
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
  const image = mkdtempSync(join(tmpdir(), 'chatbot-image-'));
  const archive = join(repository.folder, 'dist/chatbot.tgz');
  const run = (...command) => repository.runIn(image, ...command);
  const unpacked = await run('tar', '-xzf', archive);
  assert.equal(unpacked.code, 0, unpacked.output);
  const dockerfile = repository.read('Dockerfile');
  const [, install] = /^RUN (npm .+)$/m.exec(dockerfile);
  const installed = await run(...install.split(' '));
  assert.equal(installed.code, 0, installed.output);
  const [check, start] = [...dockerfile.matchAll(/CMD (\[.+\])$/gm)].map(
    ([, words]) => JSON.parse(words),
  );
  const feedback = join(image, 'feedback.jsonl');
  const bot = repository.start(
    image,
    { PORT: '0', FEEDBACK_FILE: feedback },
    ...start,
  );
  try {
    const url = await new Promise((resolve, reject) => {
      bot.once('exit', () => reject(new Error('The bot did not start')));
      bot.stdout.on('data', text => {
        const found = /"url":"([^"]+)"/.exec(text);
        if (found) {
          resolve(found[1]);
        }
      });
    });
    const health = repository.start(
      image,
      { PORT: new URL(url).port },
      ...check,
    );
    const status = await new Promise(resolve => health.on('exit', resolve));
    assert.equal(status, 0);
    const response = await fetch(`${url}/api/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        answerId: '11111111-1111-4111-8111-111111111111',
        rating: 'helpful',
      }),
    });
    assert.equal(response.status, 204);
    assert.match(readFileSync(feedback, 'utf8'), /"rating":"helpful"/);
  } finally {
    bot.kill('SIGTERM');
  }
});

test('a broken retriever turns the gate of the built bot red', async () => {
  const path = join(repository.folder, 'src/retrieval.ts');
  const text = readFileSync(path, 'utf8');
  const broken = text.replace('.slice(0, this.#settings.topK)', '.slice(0, 0)');
  assert.notEqual(broken, text);
  writeFileSync(path, broken);
  try {
    for (const script of ['build', 'evaluate']) {
      const { code, output } = await repository.run('npm', 'run', script);
      assert.equal(code, 0, output);
    }
    const { code, output } = await repository.run('npm', 'run', 'gate');
    assert.equal(code, 1, output);
    assert.match(output, /The gate is red/);
    for (const metric of [
      'smoke/fact_recall',
      'golden/retrieval_hit_rate',
      'golden/lexical_faithfulness',
    ]) {
      assert.match(output, new RegExp(`^FAIL  ${metric}: `, 'm'));
    }
    const whole = await repository.run('npm', 'run', 'ci');
    assert.equal(whole.code, 1);
    assert.match(whole.output, /=== unit tests failed/);
  } finally {
    writeFileSync(path, text);
  }
});

for (const provider of ['openai', 'anthropic']) {
  test(`it passes with the layers for ${provider} and RAGAS`, async () => {
    const other = await GeneratedRepository.render(home, {
      provider,
      judge: 'ragas',
      infrastructure: 'none',
    });
    const { code, output } = await other.run('npm', 'ci');
    assert.equal(code, 0, output);
    const said = await assertGreen(other);
    assert.match(said, /with its key set, the configured model answers/);
    assert.match(said, /results carry the names of RAGAS/);
  });
}
