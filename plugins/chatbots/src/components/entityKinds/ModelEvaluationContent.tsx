/** @internal */
export function ModelEvaluationContent() {
  return null;
}
