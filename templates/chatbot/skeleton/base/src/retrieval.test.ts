import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RetrievalSettings } from './configuration.ts';
import { KeywordRetriever, sectionsOf } from './retrieval.ts';

const sections = sectionsOf(
  'pets.md',
  '# Pets\n\n## Cats\nCats sleep.\nA lot.\n\n## Dogs & co\nDogs bark at cats.\n',
);

test('cuts a document at its headings', () => {
  assert.deepEqual(sections, [
    { id: 'pets.md#cats', title: 'Pets: Cats', text: 'Cats sleep. A lot.' },
    {
      id: 'pets.md#dogs-co',
      title: 'Pets: Dogs & co',
      text: 'Dogs bark at cats.',
    },
  ]);
});

test('ranks by the rarer word, keeps to topK and to the minimum score', async () => {
  const find = async (question: string, settings: object) =>
    (
      await KeywordRetriever.create(
        sections,
        RetrievalSettings.parse(settings),
      ).retrieve(question)
    ).map(({ id }) => id);
  assert.deepEqual(
    await find('Which cats are barked at?', { minimumScore: 0 }),
    ['pets.md#dogs-co', 'pets.md#cats'],
  );
  assert.deepEqual(
    await find('Which cats are barked at?', { minimumScore: 0, topK: 1 }),
    ['pets.md#dogs-co'],
  );
  assert.deepEqual(
    await find('Which cats are barked at?', { minimumScore: 99 }),
    [],
  );
  assert.deepEqual(await find('gold', { minimumScore: 0.01 }), []);
});
