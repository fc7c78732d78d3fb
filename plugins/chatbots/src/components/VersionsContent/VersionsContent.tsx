/** @internal */
export function VersionsContent() {
  return null;
}
