import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { ExtractiveChatModel } from './ExtractiveChatModel.ts';

const system = new SystemMessage(
  'Cite the passage. If not answered, reply exactly: "No answer."',
);

function prompt(passages: string, question: string): HumanMessage {
  return new HumanMessage(
    `<passages>${passages}</passages><question>${question}</question>`,
  );
}

async function ask(passages: string, question: string): Promise<string> {
  return (
    await ExtractiveChatModel.create().invoke([
      system,
      prompt(passages, question),
    ])
  ).text;
}

const passage =
  '<passage number="3" title="Cats">Cats sleep sixteen hours a day. Dogs bark at 5 &lt; 6 o\'clock.</passage>';

test('says only sentences of the passages, with their number', async () => {
  assert.equal(
    await ask(passage, 'How many hours do cats sleep?'),
    'Cats sleep sixteen hours a day. [3]',
  );
});

test('reads escaped text back', async () => {
  assert.equal(
    await ask(passage, 'When do dogs bark?'),
    "Dogs bark at 5 < 6 o'clock. [3]",
  );
});

test('refuses with the words of the prompt', async () => {
  assert.equal(await ask(passage, 'What is the price of gold?'), 'No answer.');
  assert.equal(await ask('', 'How long do cats sleep?'), 'No answer.');
});

test('knows nothing without a prompt', async () => {
  const reply = await ExtractiveChatModel.create().invoke([
    new HumanMessage('How many days of annual leave are there?'),
  ]);
  assert.equal(reply.text, '');
});

test('streams the same words', async () => {
  let streamed = '';
  for await (const chunk of await ExtractiveChatModel.create().stream([
    system,
    prompt(passage, 'When do cats sleep?'),
  ])) {
    streamed += chunk.text;
  }
  assert.equal(streamed, await ask(passage, 'When do cats sleep?'));
});
