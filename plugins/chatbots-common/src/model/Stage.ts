/**
 * Name of a stage a model version can be brought to. The ordered list is configuration.
 *
 * @public
 */
export type StageName = string;

/**
 * The stages used without configuration, in the order a version passes them.
 *
 * @public
 */
export const DEFAULT_STAGES: readonly StageName[] = [
  'development',
  'staging',
  'production',
];

/**
 * The stage that comes directly before `stage`, or undefined for the first one and for a name that is not in the list.
 *
 * @public
 */
export function stageBefore(
  stage: StageName,
  stages: readonly StageName[] = DEFAULT_STAGES,
): StageName | undefined {
  const index = stages.indexOf(stage);
  return index > 0 ? stages[index - 1] : undefined;
}

/**
 * The stage that comes directly after `stage`, or undefined for the last one and for a name that is not in the list.
 *
 * @public
 */
export function stageAfter(
  stage: StageName,
  stages: readonly StageName[] = DEFAULT_STAGES,
): StageName | undefined {
  const index = stages.indexOf(stage);
  return index < 0 ? undefined : stages[index + 1];
}
