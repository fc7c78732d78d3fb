import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixtureFolder, repositoryWith } from '../testing/createTestGraph.ts';
import { readConfiguration } from './configuration.ts';
import { RELEASE_FILE } from './settings.ts';
import { CONFIG_FILE, parseBotConfig, readBotConfig } from './readBotConfig.ts';

const openai = {
  provider: 'openai',
  name: 'gpt-test',
  temperature: 0,
  maxOutputTokens: 100,
};
const text = readFileSync(join(fixtureFolder, CONFIG_FILE), 'utf8');

/** What is wrong with a text, as lines of place, path and message. */
function problemsOf(changed: string): string[] {
  const result = parseBotConfig(changed);
  return 'problems' in result
    ? result.problems.map(
        ({ line, column, path, message }) =>
          `${line}:${column} ${path} ${message}`,
      )
    : [];
}

test('takes the configured provider when its key is set', () => {
  const root = repositoryWith({ model: openai });
  const { model } = readConfiguration(root, { OPENAI_API_KEY: 'key' });
  assert.equal(model.name, 'gpt-test');
});

test('answers with the local model while the key is missing, and says so; an empty key is none', () => {
  const root = repositoryWith({ model: openai });
  const { model, modelFallback } = readConfiguration(root, {
    OPENAI_API_KEY: '',
  });
  assert.equal(model.provider, 'local');
  assert.match(modelFallback ?? '', /OPENAI_API_KEY is not set/);
});

/** A copy of the fixture with what a build packs. */
function builtWith(
  config: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
): string {
  const root = repositoryWith(config);
  const { model, settingsDigest } = readConfiguration(root, env);
  const release = JSON.stringify({
    model,
    settingsDigest,
    corpusSnapshot: 'c'.repeat(64),
  });
  writeFileSync(join(root, RELEASE_FILE), release);
  return root;
}

const approved = { CHATBOT_DIGEST: 'd'.repeat(64) };

test('refuses to let another model answer under an approved digest when the key is forgotten', () => {
  const key = { OPENAI_API_KEY: 'key' };
  const root = builtWith({ model: openai }, key);
  assert.equal(
    readConfiguration(root, { ...approved, ...key }).model.name,
    'gpt-test',
  );
  assert.throws(() => readConfiguration(root, approved), {
    name: 'ConfigurationError',
    message: /OPENAI_API_KEY is not set: the approved version answers with/,
  });
});

test('answers with the local model that a version was built with, though there is a key by now', () => {
  const root = builtWith({ model: openai }, {});
  const given = { ...approved, OPENAI_API_KEY: 'key' };
  assert.equal(readConfiguration(root, given).model.provider, 'local');
});

const changes: [name: string, env: NodeJS.ProcessEnv][] = [
  ['a limit', { RATE_LIMIT_PER_MINUTE: '7' }],
  [
    'prompts in spans',
    { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' },
  ],
  ['the address of a provider', { OPENAI_BASE_URL: 'https://other.example' }],
];
for (const [name, env] of changes) {
  test(`is not ready under an approved digest with ${name} changed`, () => {
    const root = builtWith({}, {});
    assert.doesNotThrow(() => readConfiguration(root, approved));
    assert.throws(() => readConfiguration(root, { ...approved, ...env }), {
      message: /The settings are not those of the approved version/,
    });
  });
}

test('is not ready under an approved digest with another configuration, or outside of an archive', () => {
  const root = builtWith({}, {});
  const path = join(root, CONFIG_FILE);
  writeFileSync(path, text.replace('"topK": 4', '"topK": 5'));
  assert.throws(
    () => readConfiguration(root, approved),
    /The settings are not those of the approved version/,
  );
  assert.throws(
    () => readConfiguration(repositoryWith({}), approved),
    /release\.json is missing/,
  );
});

test('the digest of settings holds no secret and no port', () => {
  const digest = (env: NodeJS.ProcessEnv) =>
    readConfiguration(repositoryWith({ model: openai }), env).settingsDigest;
  const key = (value: string) => ({ OPENAI_API_KEY: value });
  assert.equal(digest(key('a')), digest({ ...key('b'), PORT: '9' }));
  assert.notEqual(digest(key('a')), digest({}));
});

test('names a wrong variable of the environment, without its value', () => {
  assert.throws(
    () => readConfiguration(fixtureFolder, { PORT: 'secret-value' }),
    ({ name, message }: Error) =>
      name === 'ConfigurationError' &&
      /PORT/.test(message) &&
      !/secret-value/.test(message),
  );
});

test('names each wrong setting with line and column', () => {
  const lines = text.split('\n');
  const at = (part: string) => {
    const line = lines.findIndex(one => one.includes(part));
    return `${line + 1}:${lines[line]!.indexOf(part) + 1}`;
  };
  const wrong = text
    .replace('"topK": 4', '"topK": 99')
    .replace('"temperature"', '"temprature"')
    .replace('"languages": ["en"]', '"languages": ["en", "German"]');
  const found = problemsOf(wrong);
  assert.match(found[0]!, /^4:\d+ languages\.1 a language is written as in/);
  assert.ok(
    found.includes(
      `${at('"topK"')} retriever.topK Too big: expected number to be <=50`,
    ),
    found.join('\n'),
  );
  assert.ok(
    found.includes(`${at('"temperature"')} model.temprature is not a setting`),
    found.join('\n'),
  );
});

test('takes comments and a last comma, and refuses what is set twice or no JSON', () => {
  assert.deepEqual(problemsOf(text.replace('{', '{ // ours\n')), []);
  assert.deepEqual(problemsOf(text.replace(/\n\}\s*$/, ',\n}')), []);
  assert.deepEqual(
    problemsOf(text.replace('"audience"', '"title": "B", "audience"')),
    ['3:3 title is set twice'],
  );
  assert.match(problemsOf('{ "title": ')[0]!, /^1:\d+  is not valid JSON/);
  assert.deepEqual(problemsOf(''), ['1:1  is not valid JSON: ValueExpected']);
});

test('wants a refusal and a disclosure in each language, and paths that stay in the repository', () => {
  const wrong = text
    .replace('["en"]', '["en", "pl"]')
    .replace('"data/documents"', '"../others"')
    .replace(/\n\}\s*$/, ', "guards": {"personalData": {"allow": ["?"]}}}');
  const found = problemsOf(wrong);
  assert.equal(found.length, 4, found.join('\n'));
  assert.match(found[0]!, /refusal has no text for the language "pl"/);
  assert.match(found[1]!, /disclosure There is no default disclosure in "pl"/);
  assert.match(found[2]!, /documents\.folder a path is relative/);
  assert.match(found[3]!, /guards\.personalData Entry 1 of the allow list/);
});

test('names the file that is missing, or that is no UTF-8', () => {
  const root = repositoryWith({});
  writeFileSync(join(root, CONFIG_FILE), Buffer.from('{"a": "ü"}', 'latin1'));
  assert.throws(() => readBotConfig(root), /chatbot\.config\.json:1:8 is not/);
  rmSync(join(root, CONFIG_FILE));
  assert.throws(() => readBotConfig(root), /chatbot\.config\.json is missing/);
});
