import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestBot } from '@chatbot-portal/chatbot-kit/testing';
import definition from './bot.ts';

/* Documents stand in the tests: replacing those in data/documents turns nothing red here. `npm run evaluate` measures them. */

const documents = {
  'desk.md': '# Help desk\n\n## Hours\nThe help desk opens at nine.\n',
  'garden.md': '# Garden\n\n## Roses\nRoses are cut in March.\n',
  'library.md': '# Library\n\n## Loans\nBooks are lent for a month.\n',
  'pool.md': '# Pool\n\n## Lanes\nThere are six lanes of fifty metres.\n',
};

test('answers from a document and cites it', async () => {
  const bot = await createTestBot(definition, { documents });
  const answer = await bot.ask('When does the help desk open?');
  assert.match(answer.answer, /opens at nine\. \[1\]/);
  assert.equal(answer.sources[0]?.id, 'desk.md#hours');
});

test('refuses what no document says', async () => {
  const bot = await createTestBot(definition, { documents });
  assert.equal((await bot.ask('Who won the cup?')).refused, true);
});
