import type { Texts } from '../../hooks';

/** Which rows a page shows, and of how many when that is known. @internal */
export function pageLabel(
  t: Texts,
  position: { page: number; pageSize: number; count: number; total?: number },
): string {
  const { page, pageSize, count, total } = position;
  if (count === 0) {
    return t('shared.pager.none');
  }
  const from = page * pageSize + 1;
  const to = page * pageSize + count;
  return total === undefined
    ? t('shared.pager.range', { from: String(from), to: String(to) })
    : t('shared.pager.rangeOf', {
        from: String(from),
        to: String(to),
        total: String(total),
      });
}
