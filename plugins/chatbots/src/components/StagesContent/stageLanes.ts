import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** How long one version served people in a stage, or how a deployment ended. @internal */
export interface StageBar {
  deployment: Api.Deployment;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  kind: 'live' | 'open' | 'ended';
}

/** A stage's bars, oldest first. @internal */
export interface StageLane {
  stage: string;
  bars: StageBar[];
}

/**
 * What stood in each stage when, as far as these deployments tell: a version
 * serves from the end of its deployment until the next one has taken over.
 *
 * @param until - where the drawing ends, in milliseconds since the epoch
 * @internal
 */
export function stageLanes(
  deployments: readonly Api.Deployment[],
  until: number,
): StageLane[] {
  const stages = [...new Set(deployments.map(({ stage }) => stage))].reverse();
  return stages.map(stage => {
    const here = deployments
      .filter(one => one.stage === stage)
      .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    const takenOver = here
      .filter(one => one.state === 'deployed')
      .map(one => endOf(one, until));
    const bars = here.map((deployment): StageBar => {
      const end = endOf(deployment, until);
      if (deployment.state === 'deployed') {
        const next = takenOver.find(time => time > end) ?? until;
        return { deployment, from: end, to: next, kind: 'live' };
      }
      return {
        deployment,
        from: Date.parse(deployment.startedAt),
        to: end,
        kind: deployment.state === 'open' ? 'open' : 'ended',
      };
    });
    return { stage, bars };
  });
}

function endOf({ finishedAt }: Api.Deployment, until: number): number {
  return finishedAt ? Date.parse(finishedAt) : until;
}
