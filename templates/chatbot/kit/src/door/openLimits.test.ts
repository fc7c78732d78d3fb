import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../config/configuration.ts';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { openLimits, openPostgresLimits } from './openLimits.ts';

/* PostgreSQL: TEST_DATABASE_URL names a database whose table chatbot_limits the test may use. */
const url = process.env.TEST_DATABASE_URL ?? '';
const inPostgres = {
  skip: url === '' && 'TEST_DATABASE_URL names no database',
};

test('an approved version that counts in a database does not start without it; a working copy does', async () => {
  const root = repositoryWith({
    access: { kind: 'none', limits: { store: 'postgres' } },
  });
  const { bot, environment } = readConfiguration(root, {});
  await (await openLimits({ bot, environment })).close();
  const approved = { ...environment, CHATBOT_DIGEST: 'd'.repeat(64) };
  await assert.rejects(openLimits({ bot, environment: approved }), {
    name: 'ConfigurationError',
    message: /LIMITS_DATABASE_URL is not set/,
  });
});

test(
  'two processes count what a caller uses together, and a restart forgets nothing',
  inPostgres,
  async () => {
    // A name longer than a key of the table may be.
    const caller = {
      subject: `user:${Date.now()}${'x'.repeat(300)}`,
      groups: [],
    };
    const given = {
      requestsPerMinute: 2,
      perDay: { store: 'postgres', tokensPerDay: 100 } as const,
    };
    const [one, two] = await Promise.all([
      openPostgresLimits(url, given),
      openPostgresLimits(url, given),
    ]);
    await one.limits.takeRequest(caller);
    await two.limits.takeRequest(caller);
    await assert.rejects(two.limits.takeRequest(caller), {
      code: 'rate-limited',
    });
    await one.limits.spend(caller, { input: 60, output: 0 });
    await two.limits.spend(caller, { input: 0, output: 40 });
    await Promise.all([one.close(), two.close()]);

    const restarted = await openPostgresLimits(url, given);
    await assert.rejects(restarted.limits.assertBudget(caller), {
      status: 429,
      code: 'tokens-used-up',
    });
    await restarted.limits.assertBudget({ ...caller, subject: 'user:other' });
    await restarted.close();
  },
);

test(
  'while the database is away, each process counts for itself',
  inPostgres,
  async () => {
    const caller = { subject: `user:away-${Date.now()}`, groups: [] };
    const { limits, close } = await openPostgresLimits(url, {
      requestsPerMinute: 1,
      perDay: { store: 'postgres' },
    });
    await close();
    await limits.takeRequest(caller);
    await assert.rejects(limits.takeRequest(caller), { code: 'rate-limited' });
  },
);
