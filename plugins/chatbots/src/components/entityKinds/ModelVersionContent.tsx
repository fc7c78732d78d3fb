/** @internal */
export function ModelVersionContent() {
  return null;
}
