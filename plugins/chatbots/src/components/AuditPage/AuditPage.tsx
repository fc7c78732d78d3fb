/** Stub, replaced by the page. @internal */
export function AuditPage() {
  return null;
}
