/** @internal */
export function ApprovalsContent() {
  return null;
}
