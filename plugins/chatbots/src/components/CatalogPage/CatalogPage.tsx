/** @internal */
export function CatalogPage() {
  return null;
}
