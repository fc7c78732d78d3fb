import { CheckInput } from './CheckInput';
import { builtInChecks, RegisteredChecks } from './CheckRegistry';
import { attempt, readable } from './runCheck';

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
  checks: RegisteredChecks = builtInChecks,
): Date | undefined {
  const { rules, now, evaluations, deployments } = input;
  const turns: number[] = [];
  for (const { check, definition } of readable(rules, checks)) {
    turns.push(
      ...(attempt(() =>
        definition.changesAt?.(check, { evaluations, deployments }),
      ) ?? []),
    );
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
