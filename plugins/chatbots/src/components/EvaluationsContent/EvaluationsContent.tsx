/** @internal */
export function EvaluationsContent() {
  return null;
}
