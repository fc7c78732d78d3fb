function count(output, what) {
  const match = output.match(new RegExp(`^# ${what} (\\d+)$`, 'm'));
  return match ? Number(match[1]) : undefined;
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
    output,
  };
}
