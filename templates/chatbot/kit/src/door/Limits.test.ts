import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Limits } from './Limits.ts';

const one = { subject: 'user:one', groups: [] };
const two = { subject: 'user:two', groups: [] };

test('limits requests of each caller by itself, and lets them in again after the time that it says', async () => {
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 0 });
  try {
    const limits = Limits.create({
      requestsPerMinute: 2,
      perDay: { store: 'memory' },
    });
    await limits.takeRequest(one);
    mock.timers.tick(15_000);
    await limits.takeRequest(one);
    await assert.rejects(limits.takeRequest(one), {
      status: 429,
      code: 'rate-limited',
      retryAfterSeconds: 45,
    });
    await limits.takeRequest(two);
    mock.timers.tick(45_000);
    await limits.takeRequest(one);
  } finally {
    mock.timers.reset();
  }
});

test('limits tokens of each caller in a day, in and out', async () => {
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 0 });
  try {
    const perDay = { store: 'memory', tokensPerDay: 100 } as const;
    const limits = Limits.create({ requestsPerMinute: 9, perDay });
    await limits.spend(one, { input: 60, output: 39 });
    await limits.assertBudget(one);
    await limits.spend(one, { input: 60, output: 10 });
    await assert.rejects(limits.assertBudget(one), {
      status: 429,
      code: 'tokens-used-up',
      retryAfterSeconds: 86_400,
    });
    await limits.assertBudget(two);
    mock.timers.tick(86_400_000);
    await limits.assertBudget(one);
  } finally {
    mock.timers.reset();
  }
});

test('limits what a caller costs in a day by the prices of tokens', async () => {
  const limits = Limits.create({
    requestsPerMinute: 9,
    perDay: {
      store: 'memory',
      costPerDay: 0.01,
      pricePerMillionTokens: { input: 2, output: 8 },
    },
  });
  await limits.spend(one, { input: 1_000, output: 999 });
  await limits.assertBudget(one);
  await limits.spend(one, { input: 0, output: 1 });
  await assert.rejects(limits.assertBudget(one), { code: 'budget-used-up' });
});

test('evaluations have no limits in a day', async () => {
  const perDay = { store: 'memory', tokensPerDay: 1 } as const;
  const limits = Limits.create({ requestsPerMinute: 9, perDay });
  const evaluation = { ...one, unlimited: true } as const;
  await limits.spend(evaluation, { input: 5, output: 5 });
  await limits.assertBudget(evaluation);
});
