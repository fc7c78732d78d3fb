import { DeploymentRow, DeploymentStepRow } from '../database/deployments';

/**
 * A deployment as it stood at an instant: what came later is not told.
 *
 * @param at - an instant in UTC as rows hold it, not before the deployment started
 */
export function deploymentAt(
  row: DeploymentRow,
  steps: readonly DeploymentStepRow[],
  at: string,
): { row: DeploymentRow; steps: DeploymentStepRow[] } {
  const known = steps.filter(({ reported_at: reported }) => reported <= at);
  const isFinished = row.finished_at !== null && row.finished_at <= at;
  return {
    row: isFinished
      ? row
      : {
          ...row,
          state: 'open',
          finished_at: null,
          message: null,
          weight: weightAt(row, known, at),
        },
    steps: known,
  };
}

/** The share of traffic that the last report until an instant told of. */
export function weightAt(
  { id }: DeploymentRow,
  steps: readonly DeploymentStepRow[],
  at: string,
): number {
  return (
    steps
      .filter(step => step.deployment_id === id && step.reported_at <= at)
      .at(-1)?.weight ?? 0
  );
}
