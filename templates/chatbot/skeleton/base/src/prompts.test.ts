import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prompts } from './prompts.ts';

test('inserts values as they are', () => {
  const prompts = Prompts.fromTexts({
    system: 's',
    answer: 'P: {{passages}} Q: {{ question }}',
  });
  const text = prompts.render('answer', {
    passages: "$& $1 $' {{question}}",
    question: '\\{{passages}}',
  });
  assert.equal(text, "P: $& $1 $' {{question}} Q: \\{{passages}}");
});

test('refuses a template that names an unknown value', () => {
  const prompts = Prompts.fromTexts({ system: '{{secret}}', answer: '' });
  assert.throws(
    () => prompts.render('system', { refusal: 'no' }),
    /unknown value: secret/,
  );
});

test('another text has another digest', () => {
  const digest = (system: string) =>
    Prompts.fromTexts({ system, answer: '' }).files()[0]?.digest;
  assert.notEqual(digest('a'), digest('b'));
  assert.equal(
    digest('a'),
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  );
});
