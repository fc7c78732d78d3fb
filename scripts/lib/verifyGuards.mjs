import { CheckoutCopy } from './checkoutCopy.mjs';
import { loadGuards, problemOfGuard, problemOfTest } from './guards.mjs';
import { startPostgres } from './postgres.mjs';
import { Problem } from './Problem.mjs';
import { tail } from './run.mjs';
import { runNamedTests } from './runNamedTests.mjs';
import { elapsed, say, seconds } from './steps.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM'];

/**
 * Removes guards one at a time in a copy of the checkout, and runs the test that holds each.
 *
 * @param words - only guards whose test, title or file has one of them; all when empty
 * @returns `{ passed, failed }`, sentences about guards
 */
export async function verifyGuards(toolchain, words = []) {
  const guards = (await loadGuards()).filter(
    ({ test, title, file }) =>
      words.length === 0 ||
      words.some(word => [test, title, file].join(' ').includes(word)),
  );
  const problems = [
    ...guards.map(problemOfTest),
    ...guards.map(problemOfGuard),
  ].filter(Boolean);
  if (problems.length > 0 || guards.length === 0) {
    throw new Problem(
      'The guards can not be removed',
      problems.join('\n') || 'choose other words',
    );
  }
  const result = { passed: [], failed: [] };
  const copies = [];
  // A signal ends the process without another chance to remove the copy.
  const stop = () => {
    copies.forEach(made => made.remove());
    process.exit(1);
  };
  SIGNALS.forEach(signal => process.once(signal, stop));
  const copy = new CheckoutCopy();
  copies.push(copy);
  const postgres = guards.some(({ onPostgres }) => onPostgres)
    ? await startPostgres()
    : undefined;
  try {
    for (const [test, own] of groupByTest(guards)) {
      const postgresUrl = own.some(({ onPostgres }) => onPostgres)
        ? postgres.url
        : undefined;
      await verifyFile(test, own, { toolchain, copy, result, postgresUrl });
    }
  } finally {
    await postgres?.stop();
    copy.remove();
    SIGNALS.forEach(signal => process.removeListener(signal, stop));
  }
  say(
    `${result.passed.length} guards were missed by their test when they were gone, ${result.failed.length} were not`,
  );
  return result;
}

function groupByTest(guards) {
  const byTest = new Map();
  for (const guard of guards) {
    byTest.set(guard.test, [...(byTest.get(guard.test) ?? []), guard]);
  }
  return byTest;
}

/** With every guard in place its tests have to pass, or a red one would say nothing. */
async function verifyFile(test, guards, options) {
  const { toolchain, copy, result, postgresUrl } = options;
  const run = titles =>
    runNamedTests({
      folder: copy.folder,
      toolchain,
      test,
      titles,
      postgresUrl,
    });
  const titles = [...new Set(guards.map(({ title }) => title))];
  const whole = await run(titles);
  for (const guard of guards) {
    const { title, file } = guard;
    const startedAt = elapsed();
    const before = whole.outcomeOf(title);
    const without =
      before === 'passed'
        ? await copy.with([guard, ...(guard.also ?? [])], () => run([title]))
        : undefined;
    const outcome = without?.outcomeOf(title);
    const time = seconds(elapsed() - startedAt);
    if (outcome === 'failed') {
      result.passed.push(title);
      say(`red    ${title} · ${file} (${time})`);
    } else {
      const what = without
        ? `${outcome} without its guard in ${file}`
        : `${before} with its guard`;
      result.failed.push(`"${title}" in ${test}: ${what}`);
      say(`STAYED ${title} · ${what} (${time})`);
      if (outcome !== 'passed') {
        say(tail((without ?? whole).output, 40));
      }
    }
  }
}
