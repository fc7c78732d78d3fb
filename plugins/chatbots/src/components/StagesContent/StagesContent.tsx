/** @internal */
export function StagesContent() {
  return null;
}
