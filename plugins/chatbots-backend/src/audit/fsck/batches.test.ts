import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createTestLog } from '../../__testUtils__/createTestLog';
import { createTestDatabases } from '../../__testUtils__/databases';
import { connectDatabase } from '../../database/connectDatabase';
import { Findings } from './Finding';
import { FsckProgress } from './Progress';
import { runFsck } from './runFsck';

const databases = createTestDatabases();

/** Events of one batch of the log. */
const BATCH = 500;

/** Statements that one batch takes at most: events, texts, each level of the tree, and what they tell of. */
const STATEMENTS = 20;

describe('Findings', () => {
  it('names a thousand of each kind and counts the others', () => {
    const findings = new Findings();
    for (let n = 0; n < 1234; n += 1) {
      findings.add({ code: 'event-missing', message: `Event ${n} is missing` });
    }
    findings.add({ code: 'log-cut', message: 'It ends' });
    const list = findings.list();
    expect(list).toHaveLength(1002);
    expect(list.at(-2)).toEqual({ code: 'log-cut', message: 'It ends' });
    expect(list.at(-1)).toEqual({
      code: 'event-missing',
      message: '234 more findings of this kind',
    });
  });
});

describe.each(databases.eachSupportedId())('fsck of a long log on %s', id => {
  /** Checks the log, and counts what that takes. */
  async function measure(knex: Knex) {
    let statements = 0;
    let rows = 0;
    const told: FsckProgress[] = [];
    const count = (answer: unknown) => {
      statements += 1;
      const { length = 0 } = Array.isArray(answer)
        ? answer
        : (answer as { rows?: unknown[] }).rows ?? [];
      rows = Math.max(rows, length);
    };
    knex.on('query-response', count);
    const findings = await runFsck(knex, {
      trustedKeys: [],
      anchors: [],
      onProgress: progress => told.push(progress),
    });
    knex.removeListener('query-response', count);
    expect(
      findings.filter(({ code }) => code !== 'checkpoint-unsigned'),
    ).toEqual([]);
    return { statements, rows, told };
  }

  it('reads batches, each by a few statements, and says after each how far it is', async () => {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const log = createTestLog(knex);
    const grow = async (events: number) => {
      for (let n = 0; n < events; n += 1) {
        await log.record({
          type: 'token.revoked',
          subject: {
            kind: 'pipeline-token',
            chatbot: 'support-bot',
            id: `${events}-${n}`,
          },
          data: { tokenDigest: 'a'.repeat(64) },
        });
      }
      await log.number();
    };
    await grow(BATCH);
    const short = await measure(knex);
    await grow(2 * BATCH);
    const long = await measure(knex);
    // The nodes of the lowest level are as many as the events.
    expect(long.rows).toBe(BATCH);
    expect(long.statements - short.statements).toBeLessThanOrEqual(
      2 * STATEMENTS,
    );
    const events = long.told.filter(({ phase }) => phase === 'events');
    // With log.upgraded.
    expect(events.map(({ done, of }) => [done, of])).toEqual([
      [0, 3 * BATCH + 1],
      [BATCH, 3 * BATCH + 1],
      [2 * BATCH, 3 * BATCH + 1],
      [3 * BATCH, 3 * BATCH + 1],
      [3 * BATCH + 1, 3 * BATCH + 1],
    ]);
    expect([...new Set(long.told.map(({ phase }) => phase))]).toEqual([
      'anchors',
      'events',
      'proposals',
      'chatbots',
      'policies',
      'tokens',
      'versions',
      'evaluations',
      'promotions',
      'deployments',
      'stages',
    ]);
  }, 120_000);
});
