/** Stub, replaced by the page. @internal */
export function InboxPage() {
  return null;
}
