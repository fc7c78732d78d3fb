function count(output, what) {
  const match = output.match(new RegExp(`^# ${what} (\\d+)$`, 'm'));
  return match ? Number(match[1]) : undefined;
}

/**
 * The tests that failed, each with the error it reports, out of the output of Node's TAP reporter. Between them and its
 * last lines may stand hundreds of tests that passed.
 */
export function failuresIn(output) {
  const failures = [];
  let failure;
  for (const line of output.split('\n')) {
    if (/^\s*not ok /.test(line)) {
      failure = [];
      failures.push(failure);
    }
    failure?.push(line);
    if (/^\s*\.\.\.$/.test(line)) {
      failure = undefined;
    }
  }
  return failures.flat().join('\n');
}

/** What a lane reports when it ran Node's test runner with the TAP reporter. */
export function countTests({ code, output }) {
  const passed = count(output, 'pass');
  const failed = count(output, 'fail') + (count(output, 'cancelled') ?? 0);
  // No numbers, or a red exit without a red test, is a failure of the runner.
  if (!(passed + failed > 0)) {
    return { passed: 0, failed: 1, output };
  }
  const skipped = count(output, 'skipped') ?? 0;
  return {
    passed,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    remark: skipped > 0 ? `${skipped} skipped` : undefined,
    output: failuresIn(output) || output,
  };
}
