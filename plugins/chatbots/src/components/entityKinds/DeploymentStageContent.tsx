/** @internal */
export function DeploymentStageContent() {
  return null;
}
