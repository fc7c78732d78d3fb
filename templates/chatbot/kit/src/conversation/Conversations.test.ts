import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MemorySaver } from '@langchain/langgraph';
import pg from 'pg';
import { createTestGraph } from '../testing/createTestGraph.ts';
import type { Conversations } from './Conversations.ts';
import {
  conversationsIn,
  openPostgres,
  SETUP_LOCK,
} from './openConversations.ts';
import { MemoryThreadIndex } from './ThreadIndex.ts';

const LIMITS = {
  maxTurns: 3,
  historyCharacters: 400,
  maxThreadsPerSubject: 2,
  maxAnonymousThreads: 3,
  expiryMinutes: 60,
};
const signal = new AbortController().signal;
const NOT_FOUND = { code: 'thread-not-found' };

let now = new Date('2026-11-30T08:00:00Z');
const clock = () => now;
const wait = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

/* PostgreSQL: TEST_DATABASE_URL names a database whose tables chatbot_threads and checkpoint* the test may drop. */
const url = process.env.TEST_DATABASE_URL ?? '';

describe('conversations in memory', () => {
  const saver = new MemorySaver();
  conversationTests({
    open: async () =>
      conversationsIn(MemoryThreadIndex.create(), saver, LIMITS, clock),
    stored: async thread => JSON.stringify(saver.storage[thread] ?? ''),
  });
});

describe(
  'conversations in PostgreSQL',
  { skip: url === '' && 'TEST_DATABASE_URL names no database' },
  () => {
    const pool = new pg.Pool({ connectionString: url });
    const opened: { close(): Promise<void> }[] = [];
    const open = async () => {
      const one = await openPostgres(url, LIMITS, clock);
      opened.push(one);
      return one.conversations;
    };
    before(() =>
      pool.query(
        'drop table if exists chatbot_threads, checkpoints, checkpoint_blobs, checkpoint_writes, checkpoint_migrations',
      ),
    );
    after(async () => {
      await Promise.all(opened.map(one => one.close()));
      await pool.end();
    });
    test('processes that start together create the tables one after another', async context => {
      const other = await pool.connect();
      context.after(() => other.release(true));
      await other.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
      let isOpen = false;
      const opening = open().then(() => (isOpen = true));
      const waiting = async () => {
        const { rowCount } = await pool.query(
          `select from pg_locks where locktype = 'advisory' and not granted`,
        );
        return rowCount !== 0;
      };
      while (!isOpen && !(await waiting())) {
        // Each look is a question to the server: there is nothing else to wait for.
      }
      assert.equal(isOpen, false);
      await other.query('select pg_advisory_unlock($1)', [SETUP_LOCK]);
      await Promise.all([opening, open(), open()]);
    });
    conversationTests({
      open,
      stored: async thread => {
        const { rows } = await pool.query(
          `select encode(blob, 'escape') as held from checkpoint_blobs where thread_id = $1
           union all select checkpoint::text from checkpoints where thread_id = $1
           union all select encode(blob, 'escape') from checkpoint_writes where thread_id = $1`,
          [thread],
        );
        return rows.map(({ held }) => held).join('\n');
      },
    });
    test('another process goes on with a thread', async () => {
      const [one, two] = [await open(), await open()];
      const turn = await one.open('ann@team');
      await turn.keep({ question: 'q', answer: 'a' });
      const { history } = await two.open('ann@team', turn.thread);
      assert.deepEqual(history, [{ question: 'q', answer: 'a' }]);
    });
  },
);

function conversationTests(store: {
  open(): Promise<Conversations>;
  /** All that the checkpointer holds of a thread, as text. */
  stored(thread: string): Promise<string>;
}) {
  let conversations: Conversations;
  let chat: ReturnType<typeof createTestGraph>['chat'];
  before(async () => {
    conversations = await store.open();
    ({ chat } = createTestGraph({ conversations }));
  });
  const ask = (question: string, thread?: string, subject = 'ann@team') =>
    chat.ask(question, { signal, thread, subject });

  test('a follow-up is found by what was asked before, and not without it', async () => {
    const first = await ask('When are salaries paid?');
    const alone = await ask('Who reviews them?');
    const followUp = await ask('Who reviews them?', first.thread);
    assert.doesNotMatch(alone.answer, /Salary reviews/);
    assert.match(followUp.answer, /^Salary reviews take place/);
    assert.equal(followUp.asked, 'Who reviews them? (salaries paid)');
    assert.deepEqual([first.asked, alone.asked], [undefined, undefined]);
    assert.notEqual(alone.thread, first.thread);
    const third = await ask(
      'How long does the probation period last?',
      first.thread,
    );
    assert.equal(third.asked, undefined);
    assert.match(third.answer, /six months/);
  });

  test('another subject’s thread is not found, neither to go on with nor to delete', async () => {
    const { thread = '' } = await ask('When are salaries paid?');
    for (const subject of ['bob@team', 'anonymous', '']) {
      await assert.rejects(ask('And why?', thread, subject), NOT_FOUND);
      await assert.rejects(chat.deleteThread(thread, subject), NOT_FOUND);
    }
    await assert.rejects(ask('And why?', 'x'.repeat(32)), NOT_FOUND);
    assert.match(
      (await ask('Who reviews them?', thread)).answer,
      /Salary reviews/,
    );
  });

  test('what was said in a thread is not told in another, of the same subject or another one', async () => {
    await ask('When are salaries paid?', undefined, 'eve@team');
    for (const subject of ['eve@team', 'bob@team', 'anonymous']) {
      const turn = await conversations.open(subject);
      assert.deepEqual(turn.history, []);
      await turn.abandon();
    }
  });

  test('contact and payment data is masked in what is kept', async () => {
    const { thread = '' } = await ask(
      'When are salaries paid to DE89 3704 0044 0532 0130 00, jo@home.example?',
    );
    const held = await store.stored(thread);
    assert.notEqual(held, '');
    const { history } = await conversations.open('ann@team', thread);
    assert.deepEqual(
      history.map(({ question }) => question),
      ['When are salaries paid to [iban removed], [email removed]?'],
    );
    assert.doesNotMatch(held, /jo@home|3704/);
  });

  test('a thread has so many turns; a question that failed is not one of them', async () => {
    const { thread } = await ask('When are salaries paid?');
    const gone = { signal: AbortSignal.abort(), subject: 'ann@team' };
    await assert.rejects(
      chat.ask('Who reviews them?', { ...gone, thread }),
      /abort/i,
    );
    await ask('Who reviews them?', thread);
    await ask('When?', thread);
    await assert.rejects(ask('Why?', thread), {
      code: 'thread-full',
      message: /at most 3 questions/,
    });
  });

  test('of what was said, the last part is kept', async () => {
    const turn = await conversations.open('kim@team');
    await turn.keep({ question: 'one', answer: 'x'.repeat(300) });
    await turn.keep({ question: 'two', answer: 'y'.repeat(300) });
    const second = await conversations.open('kim@team', turn.thread);
    assert.deepEqual(
      second.history.map(({ question }) => question),
      ['two'],
    );
    await second.keep({ question: 'q'.repeat(500), answer: 'z'.repeat(900) });
    const { history } = await conversations.open('kim@team', turn.thread);
    assert.equal(`${history[0]?.question}${history[0]?.answer}`.length, 400);
  });

  test('a subject has so many threads; the one used longest ago ends, and nobody else’s', async () => {
    const threads: string[] = [];
    const other = await ask('When are salaries paid?', undefined, 'bob@team');
    for (const question of ['one', 'two']) {
      wait(1);
      threads.push((await ask(question, undefined, 'lee@team')).thread ?? '');
    }
    wait(1);
    await ask('And one?', threads[0], 'lee@team');
    wait(1);
    await ask('three', undefined, 'lee@team');
    await assert.rejects(ask('And?', threads[1], 'lee@team'), NOT_FOUND);
    assert.equal(await store.stored(threads[1] ?? ''), await store.stored('-'));
    await ask('And?', threads[0], 'lee@team');
    await ask('And?', other.thread, 'bob@team');
    for (let i = 0; i < 3; i++) {
      wait(1);
      await ask('four', undefined, 'anonymous');
    }
    const last = await ask('five', undefined, 'anonymous');
    await ask('And?', last.thread, 'anonymous');
  });

  test('a thread ends an hour after its last use, and nothing of it is left', async () => {
    const { thread = '' } = await ask('When are salaries paid?');
    wait(59);
    await ask('Who reviews them?', thread);
    wait(59);
    await ask('When?', thread);
    wait(60);
    await assert.rejects(chat.deleteThread(thread, 'ann@team'), NOT_FOUND);
    assert.notEqual(await store.stored(thread), await store.stored('-'));
    await assert.rejects(ask('Why?', thread), NOT_FOUND);
    assert.equal(await store.stored(thread), await store.stored('-'));
  });

  test('a deleted thread is gone, also where its question is still being answered', async () => {
    const { thread = '' } = await ask('When are salaries paid?');
    const late = await conversations.open('ann@team', thread);
    await chat.deleteThread(thread, 'ann@team');
    await late.keep({ question: 'q', answer: 'a' });
    assert.equal(await store.stored(thread), await store.stored('-'));
    await assert.rejects(ask('Why?', thread), NOT_FOUND);
  });
}

test('without conversations a question stands alone, and no thread is found', async () => {
  const { chat } = createTestGraph();
  const answer = await chat.ask('When are salaries paid?', { signal });
  assert.equal(answer.thread, undefined);
  await assert.rejects(
    chat.ask('Why?', { signal, thread: 'x'.repeat(32) }),
    NOT_FOUND,
  );
  await assert.rejects(chat.deleteThread('x'.repeat(32)), NOT_FOUND);
});
