import { elapsed, seconds } from './steps.mjs';

/**
 * Prints what ran, how it went and how long it took. The last line has the form
 * `N passed, N failed` and nothing comes after it.
 */
export function printSummary(results, { notes = [] } = {}) {
  const width = Math.max(...results.map(({ name }) => name.length), 4);
  const lines = [
    '',
    `${'lane'.padEnd(width)}  result    passed  failed      time`,
  ];
  let passed = 0;
  let failed = 0;
  for (const result of results) {
    passed += result.passed;
    failed += result.failed;
    lines.push(
      [
        result.name.padEnd(width),
        (result.failed === 0 ? 'passed' : 'FAILED').padEnd(8),
        String(result.passed).padStart(6),
        String(result.failed).padStart(6),
        seconds(result.duration).padStart(8),
        result.remark ?? '',
      ]
        .join('  ')
        .trimEnd(),
    );
  }
  lines.push('', `All of it took ${seconds(elapsed())}`, ...notes);
  lines.push(`${passed} passed, ${failed} failed`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return failed === 0 && passed > 0;
}
