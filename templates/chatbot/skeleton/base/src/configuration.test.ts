import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfiguration } from './configuration.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

function folderWith(files: Record<string, unknown>): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'config'));
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(
      join(root, name),
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  }
  return root;
}

const openai = {
  provider: 'openai',
  name: 'gpt-test',
  temperature: 0,
  maxOutputTokens: 100,
};

test('answers with the local model when nothing is configured', () => {
  const { model, environment, modelFallback } = readConfiguration(
    folderWith({}),
    {},
  );
  assert.deepEqual(
    [model.provider, environment.PORT, modelFallback],
    ['local', 8080, undefined],
  );
});

test('takes the configured provider when its key is set', () => {
  const { model } = readConfiguration(
    folderWith({ 'config/model.json': openai }),
    { OPENAI_API_KEY: 'key' },
  );
  assert.equal(model.name, 'gpt-test');
});

test('falls back to the local model without the key, and says so; an empty key is none', () => {
  const { model, modelFallback } = readConfiguration(
    folderWith({ 'config/model.json': openai }),
    {
      OPENAI_API_KEY: '',
    },
  );
  assert.equal(model.provider, 'local');
  assert.match(modelFallback ?? '', /OPENAI_API_KEY is not set/);
});

test('names what is wrong, without values', () => {
  assert.throws(
    () => readConfiguration(folderWith({}), { PORT: 'secret-value' }),
    {
      name: 'ConfigurationError',
      message: /PORT/,
    },
  );
  const strict = folderWith({
    'config/model.json': { ...openai, temprature: 1 },
  });
  assert.throws(() => readConfiguration(strict, {}), /temprature/);
  assert.throws(
    () => readConfiguration(folderWith({ 'config/model.json': '{' }), {}),
    /not valid JSON/,
  );
});
