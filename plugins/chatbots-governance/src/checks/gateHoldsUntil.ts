import { CheckInput } from './CheckInput';

/**
 * The first instant at which time alone can change what the checks say; undefined when it never can.
 *
 * @remarks
 * An evaluation grows too old, a version has run long enough in the stage before. It may name an instant at which nothing
 * changes after all, never one that is too late.
 *
 * @public
 */
export function gateHoldsUntil(
  input: Pick<CheckInput, 'rules' | 'now' | 'evaluations' | 'deployments'>,
): Date | undefined {
  const { rules, now, evaluations, deployments } = input;
  const turns: number[] = [];
  for (const check of rules.checks) {
    if (check.type === 'freshness') {
      for (const { suite, finishedAt, reportedAt } of evaluations) {
        if (suite === check.suite) {
          const made = Math.min(Date.parse(finishedAt), Date.parse(reportedAt));
          turns.push(made + check.maxAge + 1);
        }
      }
    }
  }
  const { requires } = rules;
  if (requires && requires.soak > 0) {
    for (const { stage, finishedAt } of deployments) {
      if (stage === requires.stage && finishedAt !== undefined) {
        turns.push(Date.parse(finishedAt) + requires.soak);
      }
    }
  }
  // NaN, from a time that can't be read, is not after anything.
  const next = turns.filter(instant => instant > now.getTime());
  return next.length > 0 ? new Date(Math.min(...next)) : undefined;
}
