import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * The stage that a version can be brought to next: the one after the last stage it is live in. Pipelines deploy to the
 * first stage by themselves, so promotions start at the second. Undefined for a version that is live in the last one.
 */
export function nextStage(
  names: readonly string[],
  liveIn: readonly string[],
): string | undefined {
  const reached = Math.max(0, ...liveIn.map(stage => names.indexOf(stage)));
  return names[reached + 1];
}

/** Stages where a version is live, in order. */
export function stagesOf(
  stages: readonly Api.StageStatus[],
  version: string,
): string[] {
  return stages
    .filter(stage => stage.state !== 'empty' && stage.version === version)
    .map(({ stage }) => stage);
}

/** The stage that each reported version begins in, since no promotion leads there; undefined where one was deployed to it. */
export function firstStage(
  stages: readonly Api.StageStatus[],
): string | undefined {
  const [first] = stages;
  return first?.version === undefined ? first?.stage : undefined;
}

/** The stage whose gate stands for a version: its next one, or the last when it is there. */
export function gateStage(
  names: readonly string[],
  liveIn: readonly string[],
): string | undefined {
  return nextStage(names, liveIn) ?? names.slice(1).at(-1);
}
